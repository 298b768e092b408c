package io.tain.bench;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.OpenedDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.registry.DiskFormats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// What reading 64 KiB of a disk at random costs beyond the same read of a plain file, with the
/// tables and the file in memory.
final class RandomReads {
  private static final int READ_BYTES = 64 << 10;
  private static final int READS = 20_000;
  private static final int ROUNDS = 7;
  private static final int STEP_BYTES = 4096;

  private RandomReads() {}

  /// Prints a row for each file.
  ///
  /// @param arguments a raw file, and files of other formats with the same disk
  public static void main(String[] arguments) throws IOException {
    Path raw = Path.of(arguments[0]);
    long[] offsets = offsets(raw);
    try (FileChannel plain = FileChannel.open(raw)) {
      for (String name : arguments) {
        try (OpenedDisk opened = DiskFormats.open(Path.of(name))) {
          compare(opened, plain, offsets);
        }
      }
    }
  }

  private static void compare(OpenedDisk opened, FileChannel plain, long[] offsets)
      throws IOException {
    VirtualDisk disk = opened.disk();
    double[] beyond = new double[ROUNDS];
    double[] reads = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      double here = microseconds(offsets, (buffer, offset) -> disk.read(offset, buffer));
      double there = microseconds(offsets, plain::read);
      if (round >= 0) {
        beyond[round] = here - there;
        reads[round] = there;
      }
    }
    Arrays.sort(beyond);
    Arrays.sort(reads);
    System.out.printf(
        Locale.ROOT,
        "%-8s %8.2f µs (%.2f-%.2f) beyond the read of %.2f µs%n",
        opened.format(),
        beyond[ROUNDS / 2],
        beyond[0],
        beyond[ROUNDS - 1],
        reads[ROUNDS / 2]);
  }

  private static double microseconds(long[] offsets, Reading reading) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    long start = System.nanoTime();
    for (long offset : offsets) {
      reading.read(buffer.clear(), offset);
    }
    return (System.nanoTime() - start) / 1e3 / offsets.length;
  }

  /// Places in the data of a disk, the same in every run.
  private static long[] offsets(Path raw) throws IOException {
    try (OpenedDisk opened = DiskFormats.open(raw)) {
      VirtualDisk disk = opened.disk();
      List<ByteRange> data = new ArrayList<>();
      for (Extent extent : disk.extents(new ByteRange(0, disk.sizeBytes()))) {
        if (extent instanceof Extent.Data(var range) && range.length() > READ_BYTES) {
          data.add(range);
        }
      }
      var random = new Random(1);
      return random
          .longs(READS, 0, Long.MAX_VALUE)
          .map(number -> place(data.get((int) (number % data.size())), random))
          .toArray();
    }
  }

  private static long place(ByteRange range, Random random) {
    long steps = (range.length() - READ_BYTES) / STEP_BYTES + 1;
    return range.offset() + random.nextLong(steps) * STEP_BYTES;
  }

  /// Fills a buffer from an offset.
  @FunctionalInterface
  private interface Reading {
    void read(ByteBuffer buffer, long offset) throws IOException;
  }
}
