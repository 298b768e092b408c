package io.tain.disk.copy;

import io.tain.base.local.FileWriting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Writes into a sparse file and leaves out what are zeros.
public final class SparseWriting {
  private SparseWriting() {}

  /// Writes the bytes from position to limit, but for blocks of 4 KiB that are all zeros.
  ///
  /// @param offset in the file; what is left out must be a hole there
  /// @throws IOException if it cannot be written
  public static void write(FileChannel file, ByteBuffer data, long offset) throws IOException {
    var runs = new ZeroRuns(data);
    int from = data.position();
    while (runs.next()) {
      FileWriting.write(
          file, data.slice(from + runs.start(), runs.length()), offset + runs.start());
    }
  }
}
