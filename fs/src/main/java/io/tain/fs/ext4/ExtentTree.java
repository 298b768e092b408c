package io.tain.fs.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The extents of a file, in a tree whose root is in the inode.
///
/// Only one path of the tree is held at a time, and the leaf that was read last. A node can be
/// reached by one parent alone, since
/// its entries must lie in the range that the parent gives it, and the depth falls with each step:
/// so a tree that points to itself ends as malformed.
///
/// For one thread.
///
/// Source: Documentation/filesystems/ext4/ifork.rst of the kernel ("Extent Tree").
///
/// | | 0 | 2 | 4 | 6 | 8 |
/// |---|---|---|---|---|---|
/// | header | magic 0xF30A | entries | most entries | depth | generation |
/// | index | logical block | | child, low | | child, high |
/// | extent | logical block | | length | start, high | start, low |
final class ExtentTree implements BlockMap {
  static final long MAX_BLOCKS = 1L << 32;

  private static final int MAGIC = 0xF30A;
  private static final int MAX_DEPTH = 5;
  private static final int ENTRY_BYTES = 12;
  private static final int MAX_WRITTEN_BLOCKS = 32768;

  private final Inode inode;
  private final Blocks blocks;
  private final boolean isChecksummed;
  private @Nullable Node leaf;

  ExtentTree(Inode inode, Blocks blocks, boolean isChecksummed) {
    this.inode = inode;
    this.blocks = blocks;
    this.isChecksummed = isChecksummed;
  }

  @Override
  public Run locate(long logical) throws IOException {
    Node known = leaf;
    if (known != null && logical >= known.from && logical < known.to) {
      return known.run(logical);
    }
    var root = new Node(inode.block(), inode.blockOffset(), 0, MAX_BLOCKS);
    int depth = root.depth();
    if (depth > MAX_DEPTH) {
      throw Blocks.malformed(
          inode.blockOffset(), "depth 0 to 5 of the extents of " + inode.number(), depth);
    }
    Node node = root;
    node.check(depth);
    while (depth > 0) {
      int index = node.lastUpTo(logical);
      if (index < 0) {
        return new Run(node.from(), node.logical(0) - node.from(), Run.HOLE);
      }
      depth--;
      node = child(node, index);
      node.check(depth);
    }
    leaf = node;
    return node.run(logical);
  }

  private Node child(Node parent, int index) throws IOException {
    long block = parent.childBlock(index);
    ByteBuffer bytes = blocks.table(block, parent.offset + parent.at(index));
    long end = index + 1 < parent.entries() ? parent.logical(index + 1) : parent.to();
    var node = new Node(bytes, blocks.offsetOf(block), parent.logical(index), end);
    if (isChecksummed) {
      checkChecksum(node);
    }
    return node;
  }

  private void checkChecksum(Node node) {
    int end = ENTRY_BYTES * (1 + node.maxEntries());
    if (end > node.bytes.capacity() - 4
        || node.bytes.getInt(end) != inode.seed().of(node.bytes.slice(0, end))) {
      throw Blocks.malformed(node.offset, "the checksum of an extent block", "another");
    }
  }

  /// One node: `from` and `to` bound the logical blocks that its parent gives it.
  private final class Node {
    private final ByteBuffer bytes;
    private final long offset;
    private final long from;
    private final long to;

    Node(ByteBuffer bytes, long offset, long from, long to) {
      this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
      this.offset = offset;
      this.from = from;
      this.to = to;
    }

    long from() {
      return from;
    }

    long to() {
      return to;
    }

    int entries() {
      return bytes.getShort(2) & 0xFFFF;
    }

    int maxEntries() {
      return bytes.getShort(4) & 0xFFFF;
    }

    int depth() {
      return bytes.getShort(6) & 0xFFFF;
    }

    long logical(int index) {
      return Integer.toUnsignedLong(bytes.getInt(at(index)));
    }

    long childBlock(int index) {
      long low = Integer.toUnsignedLong(bytes.getInt(at(index) + 4));
      return low | (long) (bytes.getShort(at(index) + 8) & 0xFFFF) << 32;
    }

    void check(int depth) {
      expect((bytes.getShort(0) & 0xFFFF) == MAGIC, "magic 0xF30A", bytes.getShort(0));
      expect(depth() == depth, "extents at depth " + depth, depth());
      int fitting = bytes.capacity() / ENTRY_BYTES - 1;
      expect(maxEntries() <= fitting, "at most " + fitting + " extents", maxEntries());
      expect(entries() <= maxEntries(), "at most " + maxEntries() + " extents", entries());
      expect(depth == 0 || entries() > 0, "at least one extent block", 0);
      long end = from;
      for (int i = 0; i < entries(); i++) {
        expect(logical(i) >= end, "extents in ascending order", logical(i));
        end = logical(i) + (depth == 0 ? length(i) : 1);
      }
      expect(end <= to, "extents up to block " + to, end);
    }

    /// The last entry that starts at or before a block; −1 when all start after it.
    int lastUpTo(long logical) {
      int low = 0;
      int high = entries();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (logical(middle) <= logical) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low - 1;
    }

    Run run(long logical) {
      int index = lastUpTo(logical);
      long start = index < 0 ? from : logical(index) + length(index);
      if (logical >= start) {
        long end = index + 1 < entries() ? logical(index + 1) : to;
        return new Run(start, end - start, Run.HOLE);
      }
      long physical =
          Integer.toUnsignedLong(bytes.getInt(at(index) + 8))
              | (long) (bytes.getShort(at(index) + 6) & 0xFFFF) << 32;
      blocks.check(physical, length(index), offset + at(index));
      return new Run(logical(index), length(index), isWritten(index) ? physical : Run.HOLE);
    }

    private int length(int index) {
      int length = bytes.getShort(at(index) + 4) & 0xFFFF;
      expect(length > 0, "an extent of at least one block", 0);
      return length > MAX_WRITTEN_BLOCKS ? length - MAX_WRITTEN_BLOCKS : length;
    }

    private boolean isWritten(int index) {
      return (bytes.getShort(at(index) + 4) & 0xFFFF) <= MAX_WRITTEN_BLOCKS;
    }

    private int at(int index) {
      return ENTRY_BYTES * (index + 1);
    }

    private void expect(boolean condition, String expected, Object found) {
      if (!condition) {
        throw Blocks.malformed(offset, expected + " in inode " + inode.number(), found);
      }
    }
  }
}
