package io.tain.nbd.socket;

import io.tain.base.ByteRange;
import io.tain.nbd.socket.ExportDisk.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Answers where a range has data and where holes, in the context `base:allocation`.
record BlockStatus(Wire wire, ExportDisk disk, Request request, ByteBuffer buffer) {
  /// The disk is asked for this much at a time, so that a reply that is full ends the work.
  private static final long WINDOW_BYTES = 256L << 20;

  private static final int DESCRIPTOR_BYTES = 2 * Integer.BYTES;

  void send() throws IOException, DiskReadException {
    try {
      buffer.position(Replies.CHUNK_HEADER_BYTES);
      buffer.putInt(Protocol.ALLOCATION_CONTEXT_ID);
      boolean one = (request.flags() & Protocol.CMD_FLAG_REQ_ONE) != 0;
      putDescriptors(one ? 1 : buffer.remaining() / DESCRIPTOR_BYTES);
    } catch (DiskReadException e) {
      Replies.finish(wire, true, request.cookie(), Protocol.EIO);
      throw e;
    }
    int end = buffer.position();
    buffer.position(0);
    Replies.putChunkHeader(
        buffer,
        request.cookie(),
        true,
        Protocol.REPLY_BLOCK_STATUS,
        end - Replies.CHUNK_HEADER_BYTES);
    wire.write(buffer.position(end).flip());
  }

  private void putDescriptors(int maxCount) throws DiskReadException {
    var found = new Descriptors(buffer, maxCount);
    long end = request.offset() + request.lengthBytes();
    for (long at = request.offset(); at < end && !found.isFull(); at += WINDOW_BYTES) {
      List<Run> runs = disk.runs(ByteRange.between(at, Math.min(end, at + WINDOW_BYTES)));
      runs.forEach(found::add);
    }
    found.finish();
  }

  /// Descriptors as they are found; one that goes on over a window's end stays one.
  private static final class Descriptors {
    private final ByteBuffer buffer;
    private int room;
    private boolean hole;
    private long lengthBytes;

    Descriptors(ByteBuffer buffer, int room) {
      this.buffer = buffer;
      this.room = room;
    }

    boolean isFull() {
      return room == 0;
    }

    void add(Run run) {
      if (lengthBytes > 0 && run.hole() != hole) {
        finish();
      }
      if (!isFull()) {
        hole = run.hole();
        lengthBytes += run.range().length();
      }
    }

    void finish() {
      if (lengthBytes > 0 && !isFull()) {
        buffer.putInt((int) lengthBytes).putInt(hole ? Protocol.STATE_HOLE_AND_ZERO : 0);
        room--;
      }
      lengthBytes = 0;
    }
  }
}
