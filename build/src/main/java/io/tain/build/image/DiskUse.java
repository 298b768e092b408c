package io.tain.build.image;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.raw.RawDisk;
import java.io.IOException;
import java.nio.file.Path;

/// How much of a raw disk is data.
public final class DiskUse {
  private static final long WINDOW_BYTES = 1L << 30;

  private DiskUse() {}

  /// What is not a hole, in bytes.
  public static long dataBytes(Path raw) throws IOException {
    try (var disk = RawDisk.open(raw)) {
      long dataBytes = 0;
      for (long at = 0; at < disk.sizeBytes(); at += WINDOW_BYTES) {
        long length = Math.min(WINDOW_BYTES, disk.sizeBytes() - at);
        for (Extent extent : disk.extents(new ByteRange(at, length))) {
          dataBytes +=
              switch (extent) {
                case Extent.Data(var range) -> range.length();
                case Extent.Zero _ -> 0;
              };
        }
      }
      return dataBytes;
    }
  }
}
