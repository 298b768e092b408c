package io.tain.disk.lvm;

/// How many names and values the descriptions on one disk may have together.
///
/// For one thread.
final class NameBudget {
  static final int MAX = 1 << 16;

  private int taken;

  /// Takes one; answers false when none is left.
  boolean take() {
    return ++taken <= MAX;
  }
}
