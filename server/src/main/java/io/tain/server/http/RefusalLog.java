package io.tain.server.http;

import io.tain.base.TainException;

/// Is told of every request that would have changed something and was refused.
@FunctionalInterface
public interface RefusalLog {
  /// Writes it down.
  ///
  /// @param action what was asked for, such as `version.import`
  /// @param path of the request
  void refused(String action, String path, TainException refusal);
}
