package io.tain.bench;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the disk below a directory does.
final class Storing {
  private static final long FILE_BYTES = 256L << 20;
  private static final int PIECE_BYTES = 1 << 20;
  private static final int BLOCK_BYTES = 4096;

  private final Path directory;
  private final byte[] data;
  private final Stopwatch watch;

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
      all.add(watch.throughput("disk, read past the cache", FILE_BYTES, () -> read(file, true)));
      all.add(watch.throughput("disk, read from the cache", FILE_BYTES, () -> read(file, false)));
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

  private static void read(Path file, boolean pastCache) throws IOException {
    Set<OpenOption> options =
        pastCache
            ? Set.of(StandardOpenOption.READ, ExtendedOpenOption.DIRECT)
            : Set.of(StandardOpenOption.READ);
    var target = ByteBuffer.allocateDirect(PIECE_BYTES + BLOCK_BYTES).alignedSlice(BLOCK_BYTES);
    target.limit(PIECE_BYTES);
    try (var channel = FileChannel.open(file, options)) {
      while (channel.read(target) >= 0) {
        target.clear().limit(PIECE_BYTES);
      }
    }
  }

  private static void writeBlock(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(BLOCK_BYTES));
      channel.force(true);
    }
  }
}
