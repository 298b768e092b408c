package io.tain.nbd.socket;

/// The disk of an export failed a read, as opposed to the connection.
final class DiskReadException extends Exception {
  private static final long serialVersionUID = 1L;

  DiskReadException(Exception cause) {
    super(cause);
  }
}
