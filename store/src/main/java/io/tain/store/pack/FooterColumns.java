package io.tain.store.pack;

import io.tain.store.ChunkId;
import io.tain.store.DamagedException;
import io.tain.store.PackName;
import io.tain.store.identity.BlockHash;
import java.nio.ByteBuffer;

/// The columns of a footer as they stand in the pack: docs/FORMAT.md 3.3.
///
/// @param blocks the length of each entry in blocks; 0 for an object
/// @param ids the ids of all entries, one after the other
@SuppressWarnings("ArrayRecordComponent")
record FooterColumns(
    FrameKind[] kinds,
    FrameCodec[] codecs,
    int[] offsets,
    int[] stored,
    int[] plain,
    int[] entriesOfFrame,
    byte[] blocks,
    byte[] ids,
    DeltaColumns deltas) {
  static final int BLOCK_BYTES = BlockHash.BLOCK_BYTES;
  private static final int MAX_CHUNK_BLOCKS = 16;

  /// The flags of a footer with delta columns.
  private static final int DELTAS = 1 << 16;

  /// The bytes of a frame in the pack, with its header.
  int frameBytes(int frame) {
    return PackFormat.frameHeaderBytes(deltas.count(frame)) + stored[frame];
  }

  long prefix(int entry, int offset) {
    return ByteBuffer.wrap(ids).getLong(entry * ChunkId.SIZE_BYTES + offset);
  }

  ByteBuffer encode() {
    int frames = offsets.length;
    ByteBuffer footer =
        ByteBuffer.allocate(
            PackFormat.FOOTER_HEADER_BYTES
                + frames * PackFormat.FOOTER_FRAME_BYTES
                + blocks.length * PackFormat.FOOTER_ENTRY_BYTES
                + deltas.sizeBytes());
    footer.putInt(PackFormat.FOOTER_MAGIC).putInt(deltas.isEmpty() ? 0 : DELTAS);
    footer.putInt(frames).putInt(blocks.length);
    for (FrameKind kind : kinds) {
      footer.put((byte) kind.code());
    }
    for (FrameCodec codec : codecs) {
      footer.put((byte) codec.code());
    }
    for (int[] column : new int[][] {offsets, stored, plain}) {
      for (int value : column) {
        footer.putInt(value);
      }
    }
    for (int count : entriesOfFrame) {
      footer.putShort((short) count);
    }
    footer.put(blocks).put(ids);
    if (!deltas.isEmpty()) {
      deltas.encode(footer);
    }
    return footer.flip();
  }

  static FooterColumns decode(PackName pack, PackTrailer trailer, ByteBuffer bytes) {
    var check = new Checked("pack " + pack, trailer.footerOffset());
    int crc = PackFormat.crc(bytes);
    check.that(0, "CRC " + trailer.footerCrc(), crc, crc == trailer.footerCrc());
    ByteBuffer in = bytes.slice();
    int magic = in.getInt();
    check.that(0, "TFTR", Integer.toHexString(magic), magic == PackFormat.FOOTER_MAGIC);
    int flags = in.getInt();
    check.that(4, "flags", flags, flags == 0 || flags == DELTAS);
    int frames = in.getInt();
    int entries = in.getInt();
    check.that(8, "a number of frames", frames, frames >= 0 && frames <= PackFormat.MAX_FRAMES);
    check.that(
        12, "a number of entries", entries, entries >= 0 && entries <= PackFormat.MAX_ENTRIES);
    long size =
        PackFormat.FOOTER_HEADER_BYTES
            + (long) frames * PackFormat.FOOTER_FRAME_BYTES
            + (long) entries * PackFormat.FOOTER_ENTRY_BYTES;
    check.that(
        8,
        "a footer of " + size,
        bytes.remaining(),
        flags == 0 ? size == bytes.remaining() : size < bytes.remaining());
    FooterColumns columns =
        new FooterColumns(
            kinds(in, frames, check),
            codecs(in, frames, check),
            numbers(in, frames),
            numbers(in, frames),
            numbers(in, frames),
            shorts(in, frames),
            bytes(in, entries),
            bytes(in, entries * ChunkId.SIZE_BYTES),
            flags == 0
                ? DeltaColumns.none(frames)
                : DeltaColumns.decode(in, frames, (int) size, check));
    columns.requireSound(pack, trailer.footerOffset());
    return columns;
  }

  private void requireSound(PackName pack, long footerOffset) {
    long next = -1;
    int entry = 0;
    for (int frame = 0; frame < offsets.length; frame++) {
      var here = new Checked("pack " + pack + " frame " + frame, offsets[frame]);
      here.that(0, "frames without a gap", offsets[frame], next < 0 || offsets[frame] == next);
      here.that(
          12,
          "plain and stored lengths",
          plain[frame] + ", " + stored[frame],
          plain[frame] >= 1
              && plain[frame] <= kinds[frame].maxPlainBytes()
              && stored[frame] >= 1
              && stored[frame] <= plain[frame]
              && (codecs[frame] != FrameCodec.RAW || stored[frame] == plain[frame]));
      requireBases(here, frame);
      next = (long) offsets[frame] + frameBytes(frame);
      here.that(0, "a frame before the footer", next, offsets[frame] > 0 && next <= footerOffset);
      requireEntries(here, frame, entry);
      entry += entriesOfFrame[frame];
    }
    if (entry != blocks.length || (next >= 0 && next != footerOffset)) {
      throw new DamagedException("pack " + pack, footerOffset, blocks.length + " entries", entry);
    }
  }

  private void requireEntries(Checked here, int frame, int first) {
    int count = entriesOfFrame[frame];
    here.that(0, "entries", count, count >= 1 && first + count <= blocks.length);
    if (kinds[frame] == FrameKind.CHUNKS) {
      int total = 0;
      for (int i = first; i < first + count; i++) {
        here.that(0, "1 to 16 blocks", blocks[i], blocks[i] >= 1 && blocks[i] <= MAX_CHUNK_BLOCKS);
        total += blocks[i] * BLOCK_BYTES;
      }
      here.that(12, "chunks of " + plain[frame], total, total == plain[frame]);
    } else {
      here.that(0, "one object", count, count == 1 && blocks[first] == 0);
    }
  }

  private void requireBases(Checked here, int frame) {
    int bases = deltas.count(frame);
    here.that(6, "bases of " + codecs[frame], bases, codecs[frame].takes(bases));
    if (codecs[frame] == FrameCodec.DELTA) {
      boolean mayBeDelta =
          kinds[frame] == FrameKind.CHUNKS || (kinds[frame] == FrameKind.SEGMENT && bases == 1);
      here.that(4, "a kind that may be a delta", kinds[frame], mayBeDelta);
      here.that(16, "less than " + plain[frame], stored[frame], stored[frame] < plain[frame]);
    }
  }

  private static FrameKind[] kinds(ByteBuffer in, int count, Checked check) {
    FrameKind[] kinds = new FrameKind[count];
    for (int i = 0; i < count; i++) {
      int code = in.get();
      int at = in.position() - 1;
      kinds[i] =
          FrameKind.of(code)
              .orElseThrow(
                  () ->
                      new DamagedException(
                          check.object(), check.baseOffset() + at, "a kind of frame", code));
    }
    return kinds;
  }

  private static FrameCodec[] codecs(ByteBuffer in, int count, Checked check) {
    FrameCodec[] codecs = new FrameCodec[count];
    for (int i = 0; i < count; i++) {
      int code = in.get();
      check.that(in.position() - 1, "a codec", code, FrameCodec.isCode(code));
      codecs[i] = FrameCodec.of(code);
    }
    return codecs;
  }

  private static int[] numbers(ByteBuffer in, int count) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = in.getInt();
    }
    return numbers;
  }

  private static int[] shorts(ByteBuffer in, int count) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = in.getShort() & 0xffff;
    }
    return numbers;
  }

  private static byte[] bytes(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }
}
