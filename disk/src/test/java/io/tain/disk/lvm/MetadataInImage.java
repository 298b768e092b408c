package io.tain.disk.lvm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The description on a physical volume of lvm2's usual layout, to be changed.
final class MetadataInImage {
  /// Where lvm2 puts the first area.
  static final int AREA = 4096;

  static final int HEADER_BYTES = 512;

  private final byte[] image;

  /// @param image changed by what is written
  MetadataInImage(byte[] image) {
    this.image = image;
  }

  String text() {
    ByteBuffer header = header();
    int start = AREA + (int) header.getLong(40);
    return new String(image, start, (int) header.getLong(48), StandardCharsets.UTF_8);
  }

  /// Puts another text in its place, with sums that are right.
  void write(String text) {
    write(text, (int) header().getLong(40));
  }

  /// Puts a text at an offset of the area; what does not fit before its end goes to its start.
  void write(String text, int offset) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = header();
    int areaBytes = (int) header.getLong(32);
    int first = Math.min(bytes.length, areaBytes - offset);
    System.arraycopy(bytes, 0, image, AREA + offset, first);
    System.arraycopy(bytes, first, image, AREA + HEADER_BYTES, bytes.length - first);
    header.putLong(40, offset);
    header.putLong(48, bytes.length);
    header.putInt(56, MetadataSum.of(ByteBuffer.wrap(bytes)));
    seal();
  }

  /// Makes the header's sum right.
  void seal() {
    ByteBuffer header = header();
    header.putInt(0, MetadataSum.of(header.slice(4, HEADER_BYTES - 4)));
  }

  ByteBuffer header() {
    return ByteBuffer.wrap(image, AREA, HEADER_BYTES).slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
