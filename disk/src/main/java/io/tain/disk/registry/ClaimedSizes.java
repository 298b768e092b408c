package io.tain.disk.registry;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.DiskLimits;
import io.tain.disk.UnsafeDiskException;
import java.util.ArrayList;
import java.util.List;

/// How large a file says that its disk is: judged by rule D3 of docs/THREATS.md.
///
/// @param format as it is named to a reader
/// @param fileBytes the length of the file
/// @param diskBytes the size of the disk in it
/// @param dataBytes what of the disk is held in the file, before compression
record ClaimedSizes(String format, long fileBytes, long diskBytes, long dataBytes) {
  private static final String RULE = "D3";

  /// Everything that is more than the limits allow.
  List<TainException> refusals(DiskLimits limits) {
    var refusals = new ArrayList<TainException>();
    if (diskBytes > limits.maxVirtualSizeBytes()) {
      refusals.add(tooLarge(limits.maxVirtualSizeBytes()));
    }
    if (dataBytes > limits.freeExpansionBytes()
        && dataBytes / limits.maxExpansionRatio() > fileBytes) {
      refusals.add(
          new UnsafeDiskException(
              format,
              RULE,
              0,
              "%d bytes of data in a file of %d bytes".formatted(dataBytes, fileBytes)));
    }
    return refusals;
  }

  private TainException tooLarge(long limit) {
    return TainException.of(
        ErrorCode.QUOTA_EXCEEDED,
        "what",
        "virtual size in bytes",
        "limit",
        limit,
        "found",
        diskBytes,
        "rule",
        RULE,
        "detail",
        "virtual size " + diskBytes);
  }
}
