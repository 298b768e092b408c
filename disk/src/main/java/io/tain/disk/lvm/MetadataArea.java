package io.tain.disk.lvm;

import static io.tain.disk.lvm.Label.expect;

import io.tain.base.ByteRange;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One copy of a group's description: a ring of text behind a header of 512 bytes.
///
/// Source: `struct mda_header` and `struct raw_locn` of lvm2, lib/format_text/layout.h;
/// little-endian.
///
/// | byte | 0 | 4 | 20 | 24 | 32 | 40 | 48 | 56 | 60 |
/// |---|---|---|---|---|---|---|---|---|---|
/// | | sum from 4 on | magic | version 1 | this area | its size | text | its size | sum | flags |
final class MetadataArea {
  private static final int HEADER_BYTES = 512;
  private static final byte[] MAGIC = " LVM2 x[5A%r0N*>".getBytes(StandardCharsets.US_ASCII);
  private static final long MAX_TEXT_BYTES = 4 << 20;
  private static final int IGNORED = 1;

  private MetadataArea() {}

  /// The text of an area; empty when the area is not used.
  ///
  /// @throws io.tain.disk.MalformedDiskException if it is damaged
  static Optional<Text> read(VirtualDisk disk, ByteRange area) throws IOException {
    expect(
        area.end() <= disk.sizeBytes() && area.length() > HEADER_BYTES,
        area.offset(),
        "metadata inside the volume",
        area);
    ByteBuffer header =
        disk.bytes(new ByteRange(area.offset(), HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    int sum = MetadataSum.of(header.slice(4, HEADER_BYTES - 4));
    expect(header.getInt(0) == sum, area.offset(), "the checksum of the metadata", "another");
    expect(
        header.slice(4, MAGIC.length).equals(ByteBuffer.wrap(MAGIC)) && header.getInt(20) == 1,
        area.offset() + 4,
        "metadata of version 1",
        "another");
    expect(
        header.getLong(24) == area.offset(), area.offset() + 24, "this area", header.getLong(24));
    boolean isIgnored = (header.getInt(60) & IGNORED) != 0;
    if (header.getLong(40) == 0 || isIgnored) {
      return Optional.empty();
    }
    return Optional.of(text(disk, area, header));
  }

  private static Text text(VirtualDisk disk, ByteRange area, ByteBuffer header) throws IOException {
    long start = header.getLong(40);
    long length = header.getLong(48);
    long most = Math.min(MAX_TEXT_BYTES, area.length() - HEADER_BYTES);
    expect(
        start >= HEADER_BYTES && start < area.length() && length > 0 && length <= most,
        area.offset() + 40,
        "a text of at most %d bytes".formatted(most),
        start + " + " + length);
    ByteBuffer text = ByteBuffer.allocate((int) length);
    int first = (int) Math.min(length, area.length() - start);
    disk.read(area.offset() + start, text.limit(first));
    text.limit((int) length);
    if (text.hasRemaining()) {
      disk.read(area.offset() + HEADER_BYTES, text);
    }
    int sum = MetadataSum.of(text.flip());
    expect(header.getInt(56) == sum, area.offset() + start, "the checksum of the text", "another");
    // A character for a byte: only names and ids are used, which are ASCII.
    String content = StandardCharsets.ISO_8859_1.decode(text).toString();
    return new Text(content, area.offset() + start, first, area.offset() + HEADER_BYTES);
  }

  /// A text, which may go on at the start of its ring.
  ///
  /// @param at where it begins, in bytes of the physical volume
  /// @param first so many of its bytes stand there
  /// @param restAt where the others stand
  record Text(String content, long at, int first, long restAt) {
    /// Where a character of it stands.
    long place(int index) {
      return index < first ? at + index : restAt + (index - first);
    }
  }
}
