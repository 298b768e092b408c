package io.tain.base.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Writes buffers of any size to files.
public final class FileWriting {
  /// The system takes memory for what one call writes in blocks as large as the call. Up to 32 KiB
  /// they come from what each processor has at hand; larger ones may have gone back to the host of
  /// a virtual machine, and fetching them takes ten times as long as the write (ADR 0072).
  private static final int MAX_PIECE_BYTES = 32 << 10;

  private FileWriting() {}

  /// Writes all that remains of `data` at the position of the file.
  public static void append(FileChannel file, ByteBuffer data) throws IOException {
    int end = data.limit();
    while (data.position() < end) {
      data.limit(Math.min(end, data.position() + MAX_PIECE_BYTES));
      file.write(data);
    }
  }

  /// Writes all that remains of `data` at `offset`, one thread of a file at a time: the file system
  /// would let the others spin for its lock.
  public static void write(FileChannel file, ByteBuffer data, long offset) throws IOException {
    int end = data.limit();
    long at = offset;
    synchronized (file) {
      while (data.position() < end) {
        data.limit(Math.min(end, data.position() + MAX_PIECE_BYTES));
        at += file.write(data, at);
      }
    }
  }
}
