package io.tain.fs.xfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The CRC-32C that structures of version 5 hold, little-endian as nothing else of XFS.
final class Checksum {
  private static final ByteBuffer NONE = ByteBuffer.allocate(4).asReadOnlyBuffer();

  private Checksum() {}

  /// True when the structure in all of `bytes` has the checksum that stands at `place`.
  static boolean matches(ByteBuffer bytes, int place) {
    var checksum = new CRC32C();
    checksum.update(bytes.slice(0, place));
    checksum.update(NONE.duplicate());
    checksum.update(bytes.slice(place + 4, bytes.capacity() - place - 4));
    int found = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(place);
    return found == (int) checksum.getValue();
  }
}
