package io.tain.build;

import java.util.Locale;

/// The steps of a build, in their order.
public enum BuildStep {
  RESOLVE,
  DOWNLOAD,
  UNPACK,
  BOOTSTRAP,
  INITRAMFS,
  ESP,
  ROOT,
  TIMES,
  TABLE,
  STAGE;

  /// In lower case, as messages name it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
