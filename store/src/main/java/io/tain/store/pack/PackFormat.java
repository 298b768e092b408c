package io.tain.store.pack;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The numbers of docs/FORMAT.md section 3.
final class PackFormat {
  static final long HEADER_MAGIC = 0x5441494e5041434bL; // TAINPACK
  static final int FRAME_MAGIC = 0x5446524d; // TFRM
  static final int FOOTER_MAGIC = 0x54465452; // TFTR
  static final long TRAILER_MAGIC = 0x5441494e50454e44L; // TAINPEND

  static final int VERSION = 1;
  static final int FRAME_BASES_OFFSET = 24;
  static final int FOOTER_HEADER_BYTES = 16;
  static final int TRAILER_BYTES = 64;
  static final int MIN_HEADER_BYTES = 39;
  static final int MAX_DOMAIN_BYTES = 256;
  static final int MAX_HEADER_BYTES = 38 + MAX_DOMAIN_BYTES + 512;

  static final int MAX_FRAMES = 262_144;
  static final int MAX_ENTRIES = 1_048_576;
  static final long MAX_PACK_BYTES = 1L << 30;

  /// Bytes of the footer's columns for each frame, and for each entry.
  static final int FOOTER_FRAME_BYTES = 16;

  static final int FOOTER_ENTRY_BYTES = 33;

  static final int MAX_FOOTER_BYTES =
      FOOTER_HEADER_BYTES
          + MAX_FRAMES * (FOOTER_FRAME_BYTES + DeltaColumns.maxAddedBytes(FrameCodec.MAX_BASES))
          + MAX_ENTRIES * FOOTER_ENTRY_BYTES;

  private PackFormat() {}

  /// The length of the header of a frame with so many bases.
  static int frameHeaderBytes(int bases) {
    return FRAME_BASES_OFFSET + bases * DeltaBase.SIZE_BYTES + 4;
  }

  static int crc(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }
}
