package io.tain.store;

import io.tain.crypto.DomainKey;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// The name of a chunk inside its domain: HMAC-SHA-256 of the chunk hash under the domain's key.
///
/// Ordered as its bytes are, the first one being the most significant.
public final class ChunkId implements Comparable<ChunkId> {
  /// The length in bytes.
  public static final int SIZE_BYTES = 32;

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  private ChunkId(ByteBuffer source) {
    first = source.getLong();
    second = source.getLong();
    third = source.getLong();
    fourth = source.getLong();
  }

  /// The id that a chunk has in the domain of a key.
  public static ChunkId of(DomainKey key, ChunkHash hash) {
    return of(key.idOf(hash.bytes()));
  }

  /// The chunk id that these 32 bytes are.
  public static ChunkId of(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("chunk id of " + bytes.length + " bytes");
    }
    return new ChunkId(ByteBuffer.wrap(bytes));
  }

  /// Takes the next 32 bytes of a big-endian buffer.
  public static ChunkId read(ByteBuffer source) {
    return new ChunkId(source);
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

  /// The first eight bytes, most significant first; with [#second()] the prefix in manifests.
  public long first() {
    return first;
  }

  /// The second eight bytes.
  public long second() {
    return second;
  }

  @Override
  public int compareTo(ChunkId other) {
    int order = Long.compareUnsigned(first, other.first);
    order = order != 0 ? order : Long.compareUnsigned(second, other.second);
    order = order != 0 ? order : Long.compareUnsigned(third, other.third);
    return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChunkId that
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
