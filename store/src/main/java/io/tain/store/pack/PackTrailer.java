package io.tain.store.pack;

import io.tain.store.PackName;
import java.nio.ByteBuffer;

/// The last 64 bytes of a pack: docs/FORMAT.md 3.4.
///
/// @param footerOffset in bytes from the pack's start
/// @param sha256 of all bytes before the trailer
@SuppressWarnings("ArrayRecordComponent")
record PackTrailer(long footerOffset, int footerBytes, int footerCrc, byte[] sha256) {
  ByteBuffer encode() {
    ByteBuffer trailer = ByteBuffer.allocate(PackFormat.TRAILER_BYTES);
    trailer.putLong(footerOffset).putInt(footerBytes).putInt(footerCrc).put(sha256).putInt(0);
    trailer.putInt(PackFormat.crc(trailer.duplicate().flip()));
    return trailer.putLong(PackFormat.TRAILER_MAGIC).flip();
  }

  /// @param bytes the last 64 bytes of a pack of `packBytes`
  static PackTrailer decode(PackName pack, long packBytes, ByteBuffer bytes) {
    var check = new Checked("pack " + pack, packBytes - PackFormat.TRAILER_BYTES);
    long magic = bytes.getLong(56);
    check.that(56, "TAINPEND", Long.toHexString(magic), magic == PackFormat.TRAILER_MAGIC);
    int crc = bytes.getInt(52);
    check.that(52, "the trailer's CRC", crc, crc == PackFormat.crc(bytes.slice(0, 52)));
    int zero = bytes.getInt(48);
    check.that(48, 0, zero, zero == 0);
    long offset = bytes.getLong(0);
    int length = bytes.getInt(8);
    check.that(
        0,
        "a footer before the trailer",
        offset + "+" + length,
        offset >= PackFormat.MIN_HEADER_BYTES
            && length >= PackFormat.FOOTER_HEADER_BYTES
            && length <= PackFormat.MAX_FOOTER_BYTES
            && offset == packBytes - PackFormat.TRAILER_BYTES - length);
    byte[] sha256 = new byte[32];
    bytes.get(16, sha256);
    return new PackTrailer(offset, length, bytes.getInt(12), sha256);
  }
}
