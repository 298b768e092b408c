package io.tain.store;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// The hash of a chunk: SHA-256 over the concatenated SHA-256 hashes of its 4 KiB blocks.
///
/// Ordered as its bytes are, the first one being the most significant.
public final class ChunkHash implements Comparable<ChunkHash> {
  /// The length in bytes.
  public static final int SIZE_BYTES = 32;

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  private ChunkHash(ByteBuffer source) {
    first = source.getLong();
    second = source.getLong();
    third = source.getLong();
    fourth = source.getLong();
  }

  /// The chunk hash that these 32 bytes are.
  public static ChunkHash of(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("chunk hash of " + bytes.length + " bytes");
    }
    return new ChunkHash(ByteBuffer.wrap(bytes));
  }

  /// Takes the next 32 bytes of a big-endian buffer.
  public static ChunkHash read(ByteBuffer source) {
    return new ChunkHash(source);
  }

  /// Puts the 32 bytes into a big-endian buffer.
  public void writeTo(ByteBuffer target) {
    target.putLong(first).putLong(second).putLong(third).putLong(fourth);
  }

  /// The 32 bytes.
  public byte[] bytes() {
    var bytes = new byte[SIZE_BYTES];
    writeTo(ByteBuffer.wrap(bytes));
    return bytes;
  }

  @Override
  public int compareTo(ChunkHash other) {
    int order = Long.compareUnsigned(first, other.first);
    order = order != 0 ? order : Long.compareUnsigned(second, other.second);
    order = order != 0 ? order : Long.compareUnsigned(third, other.third);
    return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChunkHash that
        && first == that.first
        && second == that.second
        && third == that.third
        && fourth == that.fourth;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first);
  }

  /// The bytes in lower-case hexadecimal.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
