package io.tain.disk.vhd;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;

/// How large a disk a new file can hold.
final class VhdLayoutSize {
  /// 2040 GiB, the largest disk that Windows and QEMU take.
  private static final long MAX_SIZE_BYTES = 0xFF00_0000L * 512;

  private VhdLayoutSize() {}

  /// The size in whole sectors.
  ///
  /// @throws TainException `quota.exceeded` for a disk that is too large for the format
  static long of(long sizeBytes) {
    if (sizeBytes > MAX_SIZE_BYTES) {
      throw TainException.of(
          ErrorCode.QUOTA_EXCEEDED,
          "what",
          "virtual size in bytes of a VHD",
          "limit",
          MAX_SIZE_BYTES,
          "found",
          sizeBytes);
    }
    return (sizeBytes + 511) / 512 * 512;
  }
}
