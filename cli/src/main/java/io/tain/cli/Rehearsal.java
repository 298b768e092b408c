package io.tain.cli;

import io.tain.base.Messages;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.ProgramOptions;
import io.tain.cli.context.Streams;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// The training run of the AOT cache: what users do most, in one process.
///
/// Its arguments: an empty directory. The process ends with the first exit code that is not 0.
public final class Rehearsal {
  private static final int DISK_BYTES = 8 << 20;

  private Rehearsal() {}

  public static void main(String[] args) throws IOException {
    Path room = Path.of(args[0]);
    Path disk = room.resolve("disk.raw");
    writeDisk(disk);
    var commands =
        List.of(
            List.of("image", "import", disk.toString(), "--name", "disk"),
            List.of("image", "list"),
            List.of("image", "show", "disk"),
            List.of("image", "export", "disk", "--format", "raw", "-o", room + "/out.raw"),
            List.of("image", "list", "--output", "json"),
            List.of("disk", "convert", disk.toString(), room + "/disk.qcow2"),
            List.of("disk", "convert", disk.toString(), room + "/disk.vhdx"),
            List.of("disk", "convert", disk.toString(), room + "/disk.vmdk"),
            List.of("disk", "convert", room + "/disk.qcow2", room + "/of-qcow2.raw"),
            List.of(
                "disk", "convert", room + "/disk.vmdk", room + "/packed.qcow2", "--compress=zstd"),
            List.of("disk", "info", room + "/disk.vhdx"),
            List.of("disk", "map", room + "/packed.qcow2"));
    for (List<String> command : commands) {
      int code = execute(room.resolve("home"), command);
      if (code != 0) {
        System.exit(code);
      }
    }
  }

  private static int execute(Path home, List<String> arguments) {
    var nowhere = new PrintWriter(Writer.nullWriter());
    var context =
        new CommandContext(
            Messages.of(Locale.ENGLISH),
            Map.of("TAIN_HOME", home.toString()),
            new Streams(nowhere, OutputStream.nullOutputStream(), nowhere, false),
            InstantSource.system(),
            new ProgramOptions());
    return Tain.commandLine(context, arguments).execute(arguments.toArray(String[]::new));
  }

  /// Half of it data that compresses a little, half of it a hole.
  private static void writeDisk(Path file) throws IOException {
    byte[] content = new byte[DISK_BYTES / 2];
    new Random(1).nextBytes(content);
    for (int i = 0; i < content.length; i += 3) {
      content[i] = 0;
    }
    try (var disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.setLength(DISK_BYTES);
      disk.write(content);
    }
  }
}
