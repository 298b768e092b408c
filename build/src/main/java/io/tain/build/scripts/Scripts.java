package io.tain.build.scripts;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The scripts, as resources of this module.
public final class Scripts {
  private static final List<String> ALL =
      List.of(
          "begin.sh",
          "finish.sh",
          "clean.sh",
          "keep.sh",
          "restore.sh",
          "control.sh",
          "disk.sh",
          "mke2fs.conf");

  private Scripts() {}

  /// The text of one script.
  public static String text(String name) throws IOException {
    try (var input = Scripts.class.getResourceAsStream(name)) {
      if (input == null) {
        throw new FileNotFoundException(name);
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Writes all of them into a directory.
  public static void writeTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String name : ALL) {
      Files.writeString(directory.resolve(name), text(name));
    }
  }
}
