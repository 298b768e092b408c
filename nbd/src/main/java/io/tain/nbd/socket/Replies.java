package io.tain.nbd.socket;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The forms of replies without data.
final class Replies {
  /// | bytes | field |
  /// |---|---|
  /// | 4 | magic |
  /// | 4 | error |
  /// | 8 | cookie |
  static final int SIMPLE_BYTES = 16;

  /// | bytes | field |
  /// |---|---|
  /// | 4 | magic |
  /// | 2 | flags |
  /// | 2 | type |
  /// | 8 | cookie |
  /// | 4 | length of the payload |
  static final int CHUNK_HEADER_BYTES = 20;

  private static final int ERROR_PAYLOAD_BYTES = Integer.BYTES + Short.BYTES;

  private Replies() {}

  static void putSimple(ByteBuffer target, long cookie, int error) {
    target.putInt(Protocol.SIMPLE_REPLY_MAGIC).putInt(error).putLong(cookie);
  }

  static void putChunkHeader(
      ByteBuffer target, long cookie, boolean done, int type, int payloadBytes) {
    target
        .putInt(Protocol.STRUCTURED_REPLY_MAGIC)
        .putShort((short) (done ? Protocol.REPLY_FLAG_DONE : 0))
        .putShort((short) type)
        .putLong(cookie)
        .putInt(payloadBytes);
  }

  /// The chunk that ends a reply with an error and no text.
  static void putErrorChunk(ByteBuffer target, long cookie, int error) {
    putChunkHeader(target, cookie, true, Protocol.REPLY_ERROR, ERROR_PAYLOAD_BYTES);
    target.putInt(error).putShort((short) 0);
  }

  /// Ends a request with an error, or with success when `error` is 0, in the form agreed on.
  static void finish(Wire wire, boolean chunked, long cookie, int error) throws IOException {
    ByteBuffer reply = ByteBuffer.allocate(CHUNK_HEADER_BYTES + ERROR_PAYLOAD_BYTES);
    if (chunked) {
      putErrorChunk(reply, cookie, error);
    } else {
      putSimple(reply, cookie, error);
    }
    wire.write(reply.flip());
  }
}
