package io.tain.disk;

import io.tain.disk.copy.NewFile;
import io.tain.disk.raw.RawWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Files that `qemu-img convert` makes of a disk.
public final class FileOfQemu {
  private static final Pattern SIZE = Pattern.compile("\"virtual-size\": (\\d+)");

  private final Path directory;

  private FileOfQemu(Path directory) {
    this.directory = directory;
  }

  /// Files in this folder.
  public static FileOfQemu in(Path directory) {
    return new FileOfQemu(directory);
  }

  /// The disk in a format of QEMU.
  ///
  /// @param options as `-o` takes them; empty for none
  public Path of(VirtualDisk disk, String format, String options) throws Exception {
    Path raw = directory.resolve("example.raw");
    Path file = directory.resolve("example." + format);
    NewFile.write(new RawWriter(), disk, raw);
    var command = new ArrayList<>(List.of("qemu-img", "convert", "-f", "raw", "-O", format));
    if (!options.isEmpty()) {
      command.addAll(List.of("-o", options));
    }
    command.addAll(List.of(raw.toString(), file.toString()));
    ForeignTool.run(command.toArray(String[]::new));
    return file;
  }

  /// The size that `qemu-img info` tells.
  public static long virtualSizeBytes(Path file, String format) {
    String info =
        ForeignTool.run("qemu-img", "info", "-f", format, "--output=json", file.toString());
    var matcher = SIZE.matcher(info);
    if (!matcher.find()) {
      throw new AssertionError(info);
    }
    return Long.parseLong(matcher.group(1));
  }
}
