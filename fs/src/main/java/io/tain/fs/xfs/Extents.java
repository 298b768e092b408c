package io.tain.fs.xfs;

import io.tain.fs.xfs.Fork.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Where the blocks of a fork lie: a list in the inode, or a tree whose root is there.
///
/// Only one path of the tree is held at a time. A node must lie in the range that its parent gives
/// it, and its level falls with each step: so a tree that points to itself ends as malformed.
///
/// For one thread.
///
/// Source: XFS Algorithms & Data Structures, "Data Extents". A record is 128 bits: 1 that the space
/// is not written, 54 the first block of the file, 52 the first block of the disk, 21 their number.
///
/// | byte of a node | 0 | 4 | 6 | 24 or 72 |
/// |---|---|---|---|---|
/// | | magic | level | entries | keys, then the blocks that they lead to; in leaves records |
final class Extents {
  static final long MAX_BLOCKS = 1L << 54;

  private static final int MAGIC_4 = 0x424D4150;
  private static final int MAGIC_5 = 0x424D4133;
  private static final int MAX_LEVEL = 9;
  private static final int RECORD_BYTES = 16;
  private static final int ROOT_HEADER_BYTES = 4;

  private final Volume volume;
  private final Fork fork;
  private @Nullable Node leaf;

  Extents(Volume volume, Fork fork) {
    this.volume = volume;
    this.fork = fork;
  }

  /// The run that holds a block of the file.
  Run locate(long logical) throws IOException {
    Node known = leaf;
    if (known == null || logical < known.from || logical >= known.to) {
      known = fork.format() == Format.EXTENTS ? list() : find(logical);
      leaf = known;
    }
    return known.run(logical);
  }

  private Node list() {
    long length = fork.extents() * RECORD_BYTES;
    if (fork.extents() < 0
        || fork.extents() > fork.bytes().capacity()
        || length > fork.bytes().capacity()) {
      throw malformed(fork.offset(), "extents inside the inode", fork.extents());
    }
    var node =
        new Node(fork.bytes(), fork.offset(), new Shape(0, 0, (int) fork.extents()), 0, MAX_BLOCKS);
    node.check();
    return node;
  }

  private Node find(long logical) throws IOException {
    Node node = root();
    while (node.shape.level > 0) {
      int index = node.lastUpTo(logical);
      if (index < 0) {
        // A leaf of no extents stands for the hole before the first key.
        Shape none = new Shape(0, 0, 0);
        return new Node(node.bytes, node.offset, none, node.from, node.first(0));
      }
      node = child(node, index);
    }
    return node;
  }

  private Node root() {
    ByteBuffer bytes = fork.bytes();
    if (fork.format() != Format.TREE) {
      throw malformed(fork.offset(), "extents", fork.format());
    }
    int level = bytes.getShort(0) & 0xFFFF;
    int entries = bytes.getShort(2) & 0xFFFF;
    int most = (bytes.capacity() - ROOT_HEADER_BYTES) / RECORD_BYTES;
    if (level < 1 || level > MAX_LEVEL || entries < 1 || entries > most) {
      throw malformed(
          fork.offset(), "a root of 1 to %d entries".formatted(most), level + ", " + entries);
    }
    var shape = new Shape(level, ROOT_HEADER_BYTES, entries);
    var node = new Node(bytes, fork.offset(), shape, 0, MAX_BLOCKS);
    node.pointersAt = ROOT_HEADER_BYTES + most * 8;
    node.check();
    return node;
  }

  private Node child(Node parent, int index) throws IOException {
    int pointer = parent.pointersAt + index * 8;
    long block = parent.bytes.getLong(pointer);
    Blocks blocks = volume.blocks();
    ByteBuffer bytes = blocks.table(block, parent.offset + pointer);
    long offset = blocks.offsetOf(block);
    boolean isVersion5 = volume.superblock().isVersion5();
    if (bytes.getInt(0) != (isVersion5 ? MAGIC_5 : MAGIC_4)) {
      throw malformed(offset, "a node of extents", "0x%x".formatted(bytes.getInt(0)));
    }
    if (isVersion5) {
      Stamp.FILE_TREE.check(bytes, volume.uuid(), offset, fork.inode());
    }
    int header = isVersion5 ? 72 : 24;
    int level = bytes.getShort(4) & 0xFFFF;
    int entries = bytes.getShort(6) & 0xFFFF;
    int most = (bytes.capacity() - header) / RECORD_BYTES;
    if (level != parent.shape.level - 1 || entries < 1 || entries > most) {
      throw malformed(
          offset,
          "level %d with 1 to %d entries".formatted(parent.shape.level - 1, most),
          level + ", " + entries);
    }
    var shape = new Shape(level, header, entries);
    long end = index + 1 < parent.shape.entries ? parent.first(index + 1) : parent.to;
    var node = new Node(bytes, offset, shape, parent.first(index), end);
    node.pointersAt = header + most * 8;
    node.check();
    return node;
  }

  private RuntimeException malformed(long offset, String expected, Object found) {
    return Blocks.malformed(offset, expected + " in inode " + fork.inode(), found);
  }

  /// Consecutive blocks of a file that are consecutive on the disk too, or read as zeros.
  ///
  /// @param logical the first, as the file counts
  /// @param count at least 1
  /// @param physical the first, as the disk counts; `HOLE` when there is none
  /// @param isWritten false for holes and for space that was only reserved
  record Run(long logical, long count, long physical, boolean isWritten) {
    static final long HOLE = -1;

    long end() {
      return logical + count;
    }
  }

  /// @param level 0 for leaves
  /// @param start byte of the first entry
  private record Shape(int level, int start, int entries) {}

  /// One node: `from` and `to` bound the blocks of the file that its parent gives it.
  private final class Node {
    private final ByteBuffer bytes;
    private final long offset;
    private final Shape shape;
    private final long from;
    private final long to;
    private int pointersAt;

    Node(ByteBuffer bytes, long offset, Shape shape, long from, long to) {
      this.bytes = bytes;
      this.offset = offset;
      this.shape = shape;
      this.from = from;
      this.to = to;
    }

    void check() {
      long end = from;
      for (int i = 0; i < shape.entries; i++) {
        if (first(i) < end) {
          throw malformed(offset, "extents in ascending order", first(i));
        }
        end = first(i) + (shape.level == 0 ? count(i) : 1);
      }
      if (end > to) {
        throw malformed(offset, "extents up to block " + to, end);
      }
    }

    /// The first block of the file of an entry.
    long first(int index) {
      if (shape.level > 0) {
        return bytes.getLong(shape.start + index * 8);
      }
      return (bytes.getLong(at(index)) & Long.MAX_VALUE) >>> 9;
    }

    Run run(long logical) {
      int index = lastUpTo(logical);
      long start = index < 0 ? from : first(index) + count(index);
      if (logical >= start) {
        long end = index + 1 < shape.entries ? first(index + 1) : to;
        return new Run(start, end - start, Run.HOLE, false);
      }
      long high = bytes.getLong(at(index));
      long physical = (high & 0x1FF) << 43 | bytes.getLong(at(index) + 8) >>> 21;
      volume.blocks().check(physical, count(index), offset + at(index));
      return new Run(first(index), count(index), physical, high >= 0);
    }

    /// The last entry that starts at or before a block; −1 when all start after it.
    int lastUpTo(long logical) {
      int low = 0;
      int high = shape.entries;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (first(middle) <= logical) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low - 1;
    }

    private long count(int index) {
      long count = bytes.getLong(at(index) + 8) & 0x1FFFFF;
      if (count == 0) {
        throw malformed(offset, "an extent of at least one block", 0);
      }
      return count;
    }

    private int at(int index) {
      return shape.start + index * RECORD_BYTES;
    }
  }
}
