package io.tain.nbd.socket;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Answers one read of a client that knows no chunks: a header, then all bytes.
///
/// A disk that fails after the header was sent ends the connection, as the protocol demands; the
/// other way would be to hold the whole reply in memory.
record SimpleRead(Wire wire, ExportDisk disk, Request request, ByteBuffer buffer) {
  /// Sends the whole reply.
  ///
  /// @return bytes of the disk that were sent
  /// @throws DiskReadException if the disk failed and the client was told
  /// @throws IOException if the connection failed, or the disk when it was too late to say so
  long send() throws IOException, DiskReadException {
    Replies.putSimple(buffer, request.cookie(), 0);
    long offset = request.offset();
    long end = offset + request.lengthBytes();
    try {
      offset += fill(offset, end);
    } catch (DiskReadException e) {
      Replies.finish(wire, false, request.cookie(), Protocol.EIO);
      throw e;
    }
    wire.writing().lock();
    try {
      wire.write(buffer.flip());
      while (offset < end) {
        buffer.clear();
        offset += fill(offset, end);
        wire.write(buffer.flip());
      }
    } catch (DiskReadException e) {
      throw new IOException("the disk failed within a reply", e);
    } finally {
      wire.writing().unlock();
    }
    return request.lengthBytes();
  }

  private int fill(long offset, long end) throws DiskReadException {
    int count = (int) Math.min(end - offset, buffer.remaining());
    disk.read(offset, buffer.slice(buffer.position(), count));
    buffer.position(buffer.position() + count);
    return count;
  }
}
