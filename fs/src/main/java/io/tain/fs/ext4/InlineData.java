package io.tain.fs.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/// Content that is kept inside the inode: its first 60 bytes, then the attribute `system.data`.
///
/// Source: Documentation/filesystems/ext4/inlinedata.rst and attributes.rst of the kernel.
///
/// | byte of an attribute | 0 | 1 | 2 | 4 | 8 | 12 | 16 |
/// |---|---|---|---|---|---|---|---|
/// | | name length | prefix | value offset | value inode | value size | hash | name |
record InlineData(Inode inode) {
  private static final int MAGIC = 0xEA020000;
  private static final int SYSTEM_PREFIX = 7;
  private static final int ATTRIBUTE_BYTES = 16;

  /// The parts of the content, in order; together they may be longer than the file.
  List<ByteBuffer> parts() {
    ByteBuffer first = inode.block();
    return attribute().map(second -> List.of(first, second)).orElse(List.of(first));
  }

  /// The content of a file or link.
  ByteBuffer content() {
    ByteBuffer content = ByteBuffer.allocate(inode.bytes().capacity());
    parts().forEach(part -> content.put(part.duplicate()));
    if (inode.sizeBytes() > content.position()) {
      throw Blocks.malformed(
          0,
          "at most " + content.position() + " bytes in inode " + inode.number(),
          inode.sizeBytes());
    }
    return content.flip().limit((int) inode.sizeBytes());
  }

  private Optional<ByteBuffer> attribute() {
    int start = Inode.CLASSIC_BYTES + inode.extraBytes();
    ByteBuffer bytes = inode.bytes();
    if (start > bytes.capacity() - 4 || bytes.getInt(start) != MAGIC) {
      return Optional.empty();
    }
    ByteBuffer area =
        bytes.slice(start + 4, bytes.capacity() - start - 4).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at + ATTRIBUTE_BYTES <= area.capacity() && area.getInt(at) != 0) {
      int nameLength = area.get(at) & 0xFF;
      if (isData(area, at, nameLength)) {
        return Optional.of(value(area, at));
      }
      at += (ATTRIBUTE_BYTES + nameLength + 3) / 4 * 4;
    }
    return Optional.empty();
  }

  private static boolean isData(ByteBuffer area, int at, int nameLength) {
    return nameLength == 4
        && area.get(at + 1) == SYSTEM_PREFIX
        && at + ATTRIBUTE_BYTES + 4 <= area.capacity()
        && area.getInt(at + ATTRIBUTE_BYTES) == ('d' | 'a' << 8 | 't' << 16 | 'a' << 24);
  }

  private ByteBuffer value(ByteBuffer area, int at) {
    int offset = area.getShort(at + 2) & 0xFFFF;
    long size = Integer.toUnsignedLong(area.getInt(at + 8));
    if (area.getInt(at + 4) != 0 || size > area.capacity() - offset) {
      throw Blocks.malformed(
          0, "inline data inside inode " + inode.number(), offset + " + " + size);
    }
    return area.slice(offset, (int) size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
