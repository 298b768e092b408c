package io.tain.disk.registry;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;

/// A program that opens and describes a disk file and reads a little in each part of its beginning.
final class OpenedInSmallHeap {
  private static final long WINDOW_BYTES = 1L << 26;
  private static final int MAX_WINDOWS = 2;
  private static final int PROBE_BYTES = 4096;

  private OpenedInSmallHeap() {}

  /// Prints how opening ended.
  ///
  /// @param arguments the file; or `--hold` and how many MiB to hold for nothing
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("--hold")) {
      var held = new ArrayList<byte[]>();
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        held.add(new byte[1 << 20]);
      }
      System.out.println("held " + held.size());
      return;
    }
    Path file = Path.of(arguments[0]);
    System.out.println(read(file));
    System.out.println(DiskFormats.describe(file).isSafe());
  }

  private static String read(Path file) throws IOException {
    try (var opened = DiskFormats.open(file)) {
      long most = Math.min(opened.disk().sizeBytes(), MAX_WINDOWS * WINDOW_BYTES);
      for (long at = 0; at < most; at += WINDOW_BYTES) {
        long end = Math.min(at + WINDOW_BYTES, most);
        for (Extent extent : opened.disk().extents(ByteRange.between(at, end))) {
          long length = Math.min(PROBE_BYTES, extent.range().length());
          opened.disk().read(extent.range().offset(), ByteBuffer.allocate((int) length));
        }
      }
      return "read";
    } catch (TainException refusal) {
      return refusal.code().text();
    }
  }
}
