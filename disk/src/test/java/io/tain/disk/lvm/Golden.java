package io.tain.disk.lvm;

import io.tain.disk.ForeignTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Physical volumes that lvm2 2.03.16 made in a guest, and what its lvs said
/// (fs/src/test/golden/make.sh).
final class Golden {
  private Golden() {}

  /// The bytes of a physical volume.
  static byte[] image(String name, Path directory) throws IOException {
    Path packed = directory.resolve(name + ".img.xz");
    try (InputStream source = Golden.class.getResourceAsStream(name + ".img.xz")) {
      Files.write(packed, source.readAllBytes());
    }
    ForeignTool.run("xz", "-df", packed.toString());
    return Files.readAllBytes(directory.resolve(name + ".img"));
  }

  /// The segments of a group's volumes: group, name, size of the volume, type, first byte and size
  /// of the segment, places.
  static List<List<String>> segments(String group) throws IOException {
    try (InputStream source = Golden.class.getResourceAsStream("lvm.txt")) {
      return new String(source.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> List.of(line.strip().split(" +")))
          .filter(fields -> fields.getFirst().equals(group))
          .toList();
    }
  }
}
