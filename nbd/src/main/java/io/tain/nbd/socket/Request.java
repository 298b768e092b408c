package io.tain.nbd.socket;

import java.nio.ByteBuffer;

/// A request as it came, its magic and payload taken off.
///
/// @param lengthBytes at most 2^32 - 1
record Request(int flags, int type, long cookie, long offset, long lengthBytes) {
  /// | bytes | field |
  /// |---|---|
  /// | 4 | magic |
  /// | 2 | flags |
  /// | 2 | type |
  /// | 8 | cookie |
  /// | 8 | offset |
  /// | 4 | length |
  static final int BYTES = 28;

  static Request decode(ByteBuffer header) throws ProtocolViolationException {
    int magic = header.getInt();
    if (magic != Protocol.REQUEST_MAGIC) {
      throw new ProtocolViolationException("request magic " + Integer.toHexString(magic));
    }
    return new Request(
        Short.toUnsignedInt(header.getShort()),
        Short.toUnsignedInt(header.getShort()),
        header.getLong(),
        header.getLong(),
        Integer.toUnsignedLong(header.getInt()));
  }

  /// True when it asks for at least one byte, and for none outside the disk.
  boolean isInside(long sizeBytes) {
    return lengthBytes > 0 && offset >= 0 && offset <= sizeBytes - lengthBytes;
  }
}
