package io.tain.nbd.socket;

import io.tain.base.ByteRange;
import io.tain.nbd.socket.ExportDisk.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Answers one read in chunks: data a piece at a time, holes by their length alone.
///
/// At most one buffer of the reply is held, however long it is and however slowly it is taken.
final class StructuredRead {
  private static final int GRAIN_BYTES = 4096;
  private static final int DATA_HEADER_BYTES = Replies.CHUNK_HEADER_BYTES + Long.BYTES;
  private static final int HOLE_PAYLOAD_BYTES = Long.BYTES + Integer.BYTES;

  private final Wire wire;
  private final ExportDisk disk;
  private final Request request;
  private final ByteBuffer buffer;
  private long sentBytes;

  /// @param buffer empty, with room for at least a grain and its header
  StructuredRead(Wire wire, ExportDisk disk, Request request, ByteBuffer buffer) {
    this.wire = wire;
    this.disk = disk;
    this.request = request;
    this.buffer = buffer;
  }

  /// Sends the whole reply.
  ///
  /// @return bytes of the disk that were sent
  /// @throws DiskReadException if the disk failed; the client was told
  long send() throws IOException, DiskReadException {
    try {
      var range = new ByteRange(request.offset(), request.lengthBytes());
      List<Run> runs = disk.runsToSend(range);
      for (Run run : runs) {
        if (run.hole()) {
          putHole(run.range());
        } else {
          putData(run.range());
        }
      }
      flush();
    } catch (DiskReadException e) {
      require(DATA_HEADER_BYTES);
      Replies.putErrorChunk(buffer, request.cookie(), Protocol.EIO);
      flush();
      throw e;
    }
    return sentBytes;
  }

  private void putHole(ByteRange hole) throws IOException {
    require(Replies.CHUNK_HEADER_BYTES + HOLE_PAYLOAD_BYTES);
    Replies.putChunkHeader(
        buffer,
        request.cookie(),
        isLast(hole.end()),
        Protocol.REPLY_OFFSET_HOLE,
        HOLE_PAYLOAD_BYTES);
    buffer.putLong(hole.offset()).putInt((int) hole.length());
  }

  private void putData(ByteRange data) throws IOException, DiskReadException {
    long offset = data.offset();
    while (offset < data.end()) {
      long left = data.end() - offset;
      require(DATA_HEADER_BYTES + (int) Math.min(left, GRAIN_BYTES));
      int room = buffer.remaining() - DATA_HEADER_BYTES;
      int count = left <= room ? (int) left : room - room % GRAIN_BYTES;
      putPiece(offset, count);
      offset += count;
    }
  }

  private void putPiece(long offset, int count) throws DiskReadException {
    int start = buffer.position();
    try {
      disk.read(offset, buffer.slice(start + DATA_HEADER_BYTES, count));
    } catch (DiskReadException e) {
      buffer.position(start);
      throw e;
    }
    Replies.putChunkHeader(
        buffer,
        request.cookie(),
        isLast(offset + count),
        Protocol.REPLY_OFFSET_DATA,
        Long.BYTES + count);
    buffer.putLong(offset).position(start + DATA_HEADER_BYTES + count);
    sentBytes += count;
  }

  private boolean isLast(long end) {
    return end == request.offset() + request.lengthBytes();
  }

  private void require(int roomBytes) throws IOException {
    if (buffer.remaining() < roomBytes) {
      flush();
    }
  }

  private void flush() throws IOException {
    wire.write(buffer.flip());
    buffer.clear();
  }
}
