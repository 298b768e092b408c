package io.tain.base;

/// What the receiver of an error can do about it.
public enum Remedy {
  /// The same request may succeed later.
  RETRY,
  /// The request, or the machine that it is made on, must change first.
  FIX_REQUEST,
  /// Stored or given bytes are damaged and must be replaced.
  REPAIR_DATA,
  /// Tain is at fault.
  REPORT_BUG
}
