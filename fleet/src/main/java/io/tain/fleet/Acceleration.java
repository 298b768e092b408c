package io.tain.fleet;

import java.util.Locale;

/// What runs a guest's instructions.
public enum Acceleration {
  /// The processor itself.
  KVM,
  /// Translation in software.
  TCG;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
