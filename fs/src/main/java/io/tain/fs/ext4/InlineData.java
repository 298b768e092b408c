package io.tain.fs.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/// Content that is kept inside the inode: its first 60 bytes, then the attribute `system.data`.
///
/// Source: Documentation/filesystems/ext4/inlinedata.rst of the kernel.
record InlineData(Inode inode) {
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
          inode.offset(),
          "at most " + content.position() + " bytes in inode " + inode.number(),
          inode.sizeBytes());
    }
    return content.flip().limit((int) inode.sizeBytes());
  }

  private Optional<ByteBuffer> attribute() {
    return AttributeArea.ofBody(inode).entries().stream()
        .filter(AttributeEntry::isInlineData)
        .findFirst()
        .map(this::value);
  }

  private ByteBuffer value(AttributeEntry entry) {
    if (entry.valueInode() != 0) {
      throw Blocks.malformed(
          inode.offset(), "inline data inside inode " + inode.number(), entry.valueInode());
    }
    return ByteBuffer.wrap(entry.value()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
