package io.tain.disk.residue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.tain.disk.MalformedDiskException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Bytes that only the residue holds, in pieces of 64 KiB which are compressed each by itself.
///
/// Before that, the entries of a table are replaced by how much they differ from the ones before
/// them, in whatever width and order of bytes makes the piece smallest: tables count upwards.
///
/// @param pieces each a [Step] and a zstd frame
record Literals(List<byte[]> pieces, long length) {
  static final int PIECE_BYTES = 64 << 10;

  private static final int LEVEL = 9;

  Literals {
    pieces = List.copyOf(pieces);
  }

  /// How the entries of a piece follow each other.
  enum Step {
    NONE(0, ByteOrder.BIG_ENDIAN),
    EIGHT(8, ByteOrder.BIG_ENDIAN),
    EIGHT_LITTLE(8, ByteOrder.LITTLE_ENDIAN),
    FOUR(4, ByteOrder.BIG_ENDIAN),
    FOUR_LITTLE(4, ByteOrder.LITTLE_ENDIAN);

    private static final int LITTLE = 16;

    private final int width;
    private final boolean isBig;

    Step(int width, ByteOrder order) {
      this.width = width;
      this.isBig = order == ByteOrder.BIG_ENDIAN;
    }

    /// How it is written down.
    byte number() {
      return (byte) (isBig ? width : width + LITTLE);
    }

    /// The differences of the entries, or the entries of the differences.
    byte[] apply(byte[] bytes, boolean isBack) {
      if (width == 0) {
        return bytes;
      }
      byte[] result = bytes.clone();
      ByteBuffer from = ordered(bytes);
      ByteBuffer to = ordered(result);
      long before = 0;
      for (int at = 0; at + width <= bytes.length; at += width) {
        long value = width == 8 ? from.getLong(at) : from.getInt(at);
        long changed = isBack ? value + before : value - before;
        if (width == 8) {
          to.putLong(at, changed);
        } else {
          to.putInt(at, (int) changed);
        }
        before = isBack ? changed : value;
      }
      return result;
    }

    private ByteBuffer ordered(byte[] bytes) {
      return ByteBuffer.wrap(bytes).order(isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }
  }

  /// The bytes of a piece.
  ///
  /// @throws MalformedDiskException if they are not what was put there
  byte[] piece(int index) {
    byte[] packed = pieces.get(index);
    int length = (int) Math.min(PIECE_BYTES, this.length - (long) index * PIECE_BYTES);
    byte[] bytes = new byte[length];
    Optional<Step> step =
        Arrays.stream(Step.values())
            .filter(one -> packed.length > 0 && one.number() == packed[0])
            .findFirst();
    if (step.isEmpty() || !unpack(packed, bytes)) {
      throw new MalformedDiskException(
          Residue.FORMAT, index, "a piece of %d bytes".formatted(length), "another one");
    }
    return step.get().apply(bytes, true);
  }

  private static boolean unpack(byte[] packed, byte[] target) {
    try {
      return Zstd.decompressByteArray(target, 0, target.length, packed, 1, packed.length - 1)
          == target.length;
    } catch (ZstdException damage) {
      return false;
    }
  }

  /// Gathers literals.
  static final class Builder {
    private final List<byte[]> pieces = new ArrayList<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long length;

    void add(ByteBuffer bytes) {
      length += bytes.remaining();
      while (bytes.hasRemaining()) {
        byte[] part = new byte[Math.min(bytes.remaining(), PIECE_BYTES - open.size())];
        bytes.get(part);
        open.writeBytes(part);
        if (open.size() == PIECE_BYTES) {
          close();
        }
      }
    }

    long length() {
      return length;
    }

    Literals build() {
      if (open.size() > 0) {
        close();
      }
      return new Literals(pieces, length);
    }

    private void close() {
      byte[] bytes = open.toByteArray();
      open.reset();
      byte[] best = new byte[0];
      for (Step step : Step.values()) {
        byte[] packed = Zstd.compress(step.apply(bytes, false), LEVEL);
        if (best.length == 0 || packed.length + 1 < best.length) {
          best = new byte[packed.length + 1];
          best[0] = step.number();
          System.arraycopy(packed, 0, best, 1, packed.length);
        }
      }
      pieces.add(best);
    }
  }
}
