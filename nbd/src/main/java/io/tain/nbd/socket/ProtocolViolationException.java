package io.tain.nbd.socket;

import java.io.IOException;

/// A client that does what the protocol forbids and cannot be answered.
final class ProtocolViolationException extends IOException {
  private static final long serialVersionUID = 1L;

  ProtocolViolationException(String message) {
    super(message);
  }
}
