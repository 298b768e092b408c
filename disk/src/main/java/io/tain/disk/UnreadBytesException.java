package io.tain.disk;

import java.io.IOException;

/// Bytes of a compressed file that a glance does not unpack; says nothing about the file.
public final class UnreadBytesException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnreadBytesException(long offset) {
    super("not unpacked from byte %d on".formatted(offset));
  }
}
