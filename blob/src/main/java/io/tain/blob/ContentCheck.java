package io.tain.blob;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// What tells whether a key already holds the bytes that are put under it: size and CRC32C.
///
/// Keys are random or name their content, so this guards against mistakes, not against forgery.
/// For one thread.
public final class ContentCheck {
  private final CRC32C crc = new CRC32C();
  private long sizeBytes;

  /// Adds all remaining bytes without consuming them.
  public void add(ByteBuffer content) {
    sizeBytes += content.remaining();
    crc.update(content.duplicate());
  }

  public long sizeBytes() {
    return sizeBytes;
  }

  /// True when both were given the same bytes.
  public boolean matches(ContentCheck other) {
    return sizeBytes == other.sizeBytes && crc.getValue() == other.crc.getValue();
  }
}
