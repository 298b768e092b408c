package io.tain.api;

import org.jspecify.annotations.Nullable;

/// One line of a running transfer: progress, or its end.
///
/// @param ended true in the last line
/// @param stored the version, in the last line of an import that succeeded
/// @param problem the error, in the last line of a transfer that failed
public record TransferEvent(
    long doneBytes,
    long totalBytes,
    boolean ended,
    @Nullable Stored stored,
    @Nullable Problem problem) {
  /// A line of progress.
  public static TransferEvent progress(long doneBytes, long totalBytes) {
    return new TransferEvent(doneBytes, totalBytes, false, null, null);
  }

  /// The last line of an export that succeeded.
  public static TransferEvent done() {
    return new TransferEvent(0, 0, true, null, null);
  }

  /// The last line of an import that succeeded.
  public static TransferEvent done(Stored stored) {
    return new TransferEvent(0, 0, true, stored, null);
  }

  /// The last line of a transfer that failed.
  public static TransferEvent failed(Problem problem) {
    return new TransferEvent(0, 0, true, null, problem);
  }
}
