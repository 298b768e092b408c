package io.tain.fs;

/// What is unusual about a file system, but no reason to refuse it.
public enum Notice {
  /// It was in use when the disk was copied, or its machine stopped without warning.
  NOT_UNMOUNTED,

  /// What its journal holds was applied in memory, as a mount would have; the disk is as it was.
  JOURNAL_REPLAYED,

  /// It says of itself that its tables are damaged, and that its own tools should mend them.
  ERRORS_RECORDED
}
