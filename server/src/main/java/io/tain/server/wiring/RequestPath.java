package io.tain.server.wiring;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// A path that a request names.
final class RequestPath {
  private RequestPath() {}

  /// Reads one.
  ///
  /// @throws TainException `request.malformed` if this machine's file systems have no such paths
  static Path parse(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw TainException.of(
              ErrorCode.REQUEST_MALFORMED, "expected", "a path", "found", e.getReason())
          .causedBy(e);
    }
  }
}
