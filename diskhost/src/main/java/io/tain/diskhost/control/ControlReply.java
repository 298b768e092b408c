package io.tain.diskhost.control;

import io.tain.api.Problem;
import io.tain.diskhost.DiskUse;
import org.jspecify.annotations.Nullable;

/// The disk host's line in answer.
///
/// @param use of the export asked about or added; null when there is none of that name
/// @param problem null when it was done
/// @param pid of the host, which ends now; null when it stays
public record ControlReply(@Nullable DiskUse use, @Nullable Problem problem, @Nullable Long pid) {
  /// It was done.
  public static ControlReply done(@Nullable DiskUse use) {
    return new ControlReply(use, null, null);
  }

  /// It was not done.
  public static ControlReply refused(Problem problem) {
    return new ControlReply(null, problem, null);
  }

  /// The process of this number ends now.
  public static ControlReply ending(long pid) {
    return new ControlReply(null, null, pid);
  }
}
