package io.tain.store.pack;

import io.tain.store.ChunkId;
import io.tain.store.identity.BlockHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/// The identity of a frame, wherever it lies: SHA-256 over the ids of its entries.
public record FrameId(long first, long second, long third, long fourth) {
  /// The bytes of an id.
  public static final int SIZE_BYTES = 32;

  /// The id of a frame that holds these entries.
  public static FrameId of(List<ChunkEntry> entries) {
    MessageDigest digest = BlockHash.newDigest();
    entries.forEach(entry -> digest.update(entry.id().bytes()));
    return read(ByteBuffer.wrap(digest.digest()));
  }

  /// The id of a frame the ids of whose entries are these bytes.
  static FrameId of(byte[] ids, int firstEntry, int entries) {
    MessageDigest digest = BlockHash.newDigest();
    digest.update(ids, firstEntry * ChunkId.SIZE_BYTES, entries * ChunkId.SIZE_BYTES);
    return read(ByteBuffer.wrap(digest.digest()));
  }

  /// Takes the next 32 bytes.
  static FrameId read(ByteBuffer source) {
    return new FrameId(source.getLong(), source.getLong(), source.getLong(), source.getLong());
  }

  void writeTo(ByteBuffer target) {
    target.putLong(first).putLong(second).putLong(third).putLong(fourth);
  }

  /// True when the id begins with these 16 bytes.
  public boolean beginsWith(long high, long low) {
    return first == high && second == low;
  }

  /// The bytes in lower-case hexadecimal.
  @Override
  public String toString() {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE_BYTES);
    writeTo(bytes);
    return HexFormat.of().formatHex(bytes.array());
  }
}
