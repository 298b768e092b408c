package io.tain.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// What the disk below a directory does.
final class Storing {
  private static final long FILE_BYTES = 256L << 20;
  private static final int PIECE_BYTES = 1 << 20;
  private static final int BLOCK_BYTES = 4096;

  private final Path directory;
  private final byte[] data;
  private final Stopwatch watch;

  /// Work in this directory.
  ///
  /// @param data what is written, so that a disk that compresses has something to do
  Storing(Path directory, byte[] data, Stopwatch watch) {
    this.directory = directory;
    this.data = data;
    this.watch = watch;
  }

  List<Measurement> measure() throws Exception {
    Path file = Files.createTempFile(directory, "tain-bench-", ".bin");
    try {
      var all = new ArrayList<Measurement>();
      all.add(watch.throughput("disk, write and fsync", FILE_BYTES, () -> write(file)));
      all.add(
          watch.throughput("disk, read", FILE_BYTES, () -> dropFromCache(file), () -> read(file)));
      all.add(watch.throughput("disk, read from the cache", FILE_BYTES, () -> read(file)));
      all.add(watch.milliseconds("disk, write 4 KiB and fsync", () -> writeBlock(file)));
      return all;
    } finally {
      Files.delete(file);
    }
  }

  private void write(Path file) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      var source = ByteBuffer.allocateDirect(PIECE_BYTES);
      for (long at = 0; at < FILE_BYTES; at += PIECE_BYTES) {
        source.clear().put(data, (int) (at % data.length), PIECE_BYTES).flip();
        while (source.hasRemaining()) {
          channel.write(source);
        }
      }
      channel.force(true);
    }
  }

  private static void read(Path file) throws IOException {
    var target = ByteBuffer.allocateDirect(PIECE_BYTES);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(target) >= 0) {
        target.clear();
      }
    }
  }

  /// Java cannot advise the system about its cache; dd can.
  private static void dropFromCache(Path file) throws IOException, InterruptedException {
    var command = List.of("dd", "if=" + file, "iflag=nocache", "count=0", "status=none");
    int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exitCode != 0) {
      throw new IOException(command + " ended with " + exitCode);
    }
  }

  private static void writeBlock(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(BLOCK_BYTES));
      channel.force(true);
    }
  }
}
