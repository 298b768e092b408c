package io.tain.fleet.qemu;

import java.io.IOException;

/// Something that is looked at again and again until it holds.
///
/// For one thread.
interface Readiness extends AutoCloseable {
  /// Looks once, without waiting.
  boolean isMet() throws IOException;

  @Override
  void close();
}
