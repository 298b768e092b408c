package io.tain.fs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Changes an image at random, mostly where its headers and tables stand.
public final class ImageMutation {
  static final int LINE_BYTES = 16;

  private static final long[] EDGES = {
    0,
    1,
    2,
    3,
    4,
    8,
    12,
    64,
    128,
    255,
    256,
    512,
    1024,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x10000,
    0x20000,
    0x7FFFFFFF,
    0x80000000L,
    // Letters that no name holds, or not at its end: blanks, dots and slashes.
    0x2020202020202020L,
    0x2E2E2E2E2E2E2E2EL,
    0x2F2F2F2F2F2F2F2FL,
    1L << 40,
    Long.MAX_VALUE,
    -1
  };

  private final byte[] image;
  private final int[] lines;

  /// Those of the lines that are read without the content of any file.
  private final int[] tables;

  private final int[] headers;
  private final Seal seal;

  /// @param image sound; its bytes that are not zero are the ones to damage
  /// @param structure was read for all but the content of files
  /// @param headers places that are damaged more often: `OFFSET+LENGTH` with blanks between
  ImageMutation(byte[] image, BoundedDisk structure, String headers, Seal seal) {
    this.image = image;
    this.lines =
        IntStream.range(0, image.length / LINE_BYTES)
            .filter(line -> !isZero(image, line * LINE_BYTES))
            .toArray();
    this.tables =
        Arrays.stream(lines).filter(line -> structure.isRead(line * LINE_BYTES)).toArray();
    this.headers = Stream.of(headers.split(" ")).flatMapToInt(ImageMutation::lines).toArray();
    this.seal = seal;
  }

  /// A damaged copy, whose checksums are right more often than not.
  byte[] of(Random random) {
    byte[] damaged = image.clone();
    boolean isSealed = random.nextInt(4) > 0;
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = line(random) * LINE_BYTES + random.nextInt(LINE_BYTES);
      change(damaged, at, random);
      if (isSealed) {
        seal.close(damaged, at);
      }
    }
    boolean isCut = random.nextInt(40) == 0;
    return isCut ? Arrays.copyOf(damaged, length(random)) : damaged;
  }

  private int length(Random random) {
    return random.nextBoolean()
        ? random.nextInt(image.length)
        : image.length >> random.nextInt(Integer.SIZE - 1);
  }

  private void change(byte[] damaged, int at, Random random) {
    int bytes = 1 << random.nextInt(4);
    int aligned = at & -bytes;
    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer place = ByteBuffer.wrap(damaged, aligned, 8).slice().order(order);
    switch (random.nextInt(6)) {
      case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
      case 1, 2 -> put(place, bytes, EDGES[random.nextInt(EDGES.length)]);
      case 3 -> put(place, bytes, get(place, bytes) + random.nextInt(9) - 4);
      case 4 -> put(place, bytes, random.nextInt(image.length / 1024));
      default -> copy(damaged, at, random);
    }
  }

  private int line(Random random) {
    int[] some =
        switch (random.nextInt(8)) {
          case 0 -> lines;
          case 1, 2 -> headers;
          default -> tables;
        };
    return some[random.nextInt(some.length)];
  }

  /// A block in the place of another, or a part of one: tables that point to themselves and to
  /// each other.
  private void copy(byte[] damaged, int at, Random random) {
    int from = line(random) * LINE_BYTES;
    int bytes = random.nextBoolean() ? 1024 : 8;
    System.arraycopy(damaged, from & -bytes, damaged, at & -bytes, bytes);
  }

  private static long get(ByteBuffer place, int bytes) {
    return switch (bytes) {
      case 1 -> place.get(0);
      case 2 -> place.getShort(0);
      case 4 -> place.getInt(0);
      default -> place.getLong(0);
    };
  }

  private static void put(ByteBuffer place, int bytes, long value) {
    switch (bytes) {
      case 1 -> place.put(0, (byte) value);
      case 2 -> place.putShort(0, (short) value);
      case 4 -> place.putInt(0, (int) value);
      default -> place.putLong(0, value);
    }
  }

  private static IntStream lines(String place) {
    String[] words = place.split("\\+");
    int first = Integer.parseInt(words[0]) / LINE_BYTES;
    return IntStream.range(first, first + Math.ceilDiv(Integer.parseInt(words[1]), LINE_BYTES));
  }

  private static boolean isZero(byte[] image, int start) {
    for (int i = start; i < start + LINE_BYTES; i++) {
      if (image[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /// Makes the checksum right of what holds a byte, as a hostile image has it.
  @FunctionalInterface
  public interface Seal {
    Seal NONE = (_, _) -> {};

    /// Computes it anew.
    ///
    /// @param at where something was changed
    void close(byte[] damaged, int at);
  }
}
