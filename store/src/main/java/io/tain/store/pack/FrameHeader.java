package io.tain.store.pack;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The clear bytes before a frame's stored bytes: docs/FORMAT.md 3.2.
record FrameHeader(
    FrameKind kind,
    FrameCodec codec,
    int ordinal,
    int plainBytes,
    int storedBytes,
    int storedCrc,
    List<DeltaBase> bases) {
  FrameHeader {
    bases = List.copyOf(bases);
  }

  static FrameHeader of(EncodedFrame frame, int ordinal) {
    return new FrameHeader(
        frame.kind(),
        frame.codec(),
        ordinal,
        frame.plainBytes(),
        frame.stored().remaining(),
        frame.storedCrc(),
        frame.bases());
  }

  ByteBuffer encode() {
    ByteBuffer header = ByteBuffer.allocate(PackFormat.frameHeaderBytes(bases.size()));
    header.putInt(PackFormat.FRAME_MAGIC).put((byte) kind.code());
    header.put((byte) codec.code()).putShort((short) bases.size());
    header.putInt(ordinal).putInt(plainBytes).putInt(storedBytes).putInt(storedCrc);
    for (DeltaBase base : bases) {
      base.id().writeTo(header);
      header.putLong(base.mask());
    }
    return header.putInt(PackFormat.crc(header.duplicate().flip())).flip();
  }

  /// Compares the header at the beginning of `bytes` with what the footer says of the frame.
  static FrameHeader check(Checked check, PackFooter footer, int frame, ByteBuffer bytes) {
    int magic = bytes.getInt(0);
    check.that(0, "TFRM", Integer.toHexString(magic), magic == PackFormat.FRAME_MAGIC);
    int size = PackFormat.frameHeaderBytes(footer.bases(frame));
    int crc = bytes.getInt(size - 4);
    check.that(
        size - 4, "the frame header's CRC", crc, crc == PackFormat.crc(bytes.slice(0, size - 4)));
    var expected =
        new FrameHeader(
            footer.kind(frame),
            footer.codec(frame),
            frame,
            footer.plainBytes(frame),
            footer.frameBytes(frame) - size,
            bytes.getInt(20),
            bases(check, footer, frame, bytes));
    check.that(4, expected, "another frame header", expected.encode().equals(bytes.slice(0, size)));
    return expected;
  }

  private static List<DeltaBase> bases(
      Checked check, PackFooter footer, int frame, ByteBuffer bytes) {
    var bases = new ArrayList<DeltaBase>();
    var ids = new HashSet<FrameId>();
    boolean chunks = footer.kind(frame) == FrameKind.CHUNKS;
    for (int i = 0; i < footer.bases(frame); i++) {
      int at = PackFormat.FRAME_BASES_OFFSET + i * DeltaBase.SIZE_BYTES;
      ByteBuffer in = bytes.slice(at, DeltaBase.SIZE_BYTES);
      var base = new DeltaBase(FrameId.read(in), in.getLong());
      HintedBase hint = footer.hint(frame, i);
      check.that(at, hint, base.id(), base.id().beginsWith(hint.idHigh(), hint.idLow()));
      check.that(at, "each base once", base.id(), ids.add(base.id()));
      check.that(at + 32, "a mask", base.mask(), chunks == (base.mask() != 0));
      bases.add(base);
    }
    return bases;
  }
}
