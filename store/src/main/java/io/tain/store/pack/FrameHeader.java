package io.tain.store.pack;

import java.nio.ByteBuffer;

/// The clear bytes before a frame's stored bytes: docs/FORMAT.md 3.2.
record FrameHeader(
    FrameKind kind, boolean zstd, int ordinal, int plainBytes, int storedBytes, int storedCrc) {
  static FrameHeader of(EncodedFrame frame, int ordinal) {
    return new FrameHeader(
        frame.kind(),
        frame.zstd(),
        ordinal,
        frame.plainBytes(),
        frame.stored().remaining(),
        frame.storedCrc());
  }

  ByteBuffer encode() {
    ByteBuffer header = ByteBuffer.allocate(PackFormat.FRAME_HEADER_BYTES);
    header.putInt(PackFormat.FRAME_MAGIC).put((byte) kind.code());
    header.put((byte) (zstd ? PackFormat.ZSTD : PackFormat.RAW)).putShort((short) 0);
    header.putInt(ordinal).putInt(plainBytes).putInt(storedBytes).putInt(storedCrc);
    return header.putInt(PackFormat.crc(header.duplicate().flip())).flip();
  }

  /// Compares the header at the beginning of `bytes` with what the footer says of the frame, and
  /// returns the CRC of the stored bytes.
  static int check(Checked check, PackFooter footer, int frame, ByteBuffer bytes) {
    int magic = bytes.getInt(0);
    check.that(0, "TFRM", Integer.toHexString(magic), magic == PackFormat.FRAME_MAGIC);
    int crc = bytes.getInt(24);
    check.that(24, "the frame header's CRC", crc, crc == PackFormat.crc(bytes.slice(0, 24)));
    int storedCrc = bytes.getInt(20);
    var expected =
        new FrameHeader(
            footer.kind(frame),
            footer.zstd(frame),
            frame,
            footer.plainBytes(frame),
            footer.frameBytes(frame) - PackFormat.FRAME_HEADER_BYTES,
            storedCrc);
    check.that(4, expected, "another frame header", expected.encode().equals(bytes.slice(0, 28)));
    return storedCrc;
  }
}
