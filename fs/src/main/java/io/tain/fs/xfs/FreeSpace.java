package io.tain.fs.xfs;

import io.tain.fs.AllocatedRanges;
import io.tain.fs.FileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/// Which blocks are in use: all but those in the groups' trees of free space, and those that a
/// group keeps aside for its trees.
///
/// Source: XFS Algorithms & Data Structures, "Allocation Groups". A group's header, in its second
/// sector:
///
/// | byte | | byte | |
/// |---|---|---|---|
/// | 0 | magic `XAGF` | 28 | its levels |
/// | 8 | group | 40, 44, 48 | first, last, number of the list |
/// | 12 | blocks | 64 | uuid |
/// | 16 | root of the tree by block | 216 | checksum |
///
/// The list of blocks kept aside is in the fourth sector: in version 5 after a header of magic
/// `XAFL`, group, uuid (8) and checksum (32), and in version 4 without one.
final class FreeSpace {
  private static final int GROUP_MAGIC = 0x58414746;
  private static final int LIST_MAGIC = 0x5841464C;
  private static final int TREE_MAGIC_4 = 0x41425442;
  private static final int TREE_MAGIC_5 = 0x41423342;
  private static final int MAX_LEVELS = 9;
  private static final int RECORD_BYTES = 8;
  private static final int ROOT = 16;
  private static final int LEVELS = 28;

  private final Volume volume;
  private final Superblock superblock;
  private final Blocks blocks;

  FreeSpace(Volume volume) {
    this.volume = volume;
    this.superblock = volume.superblock();
    this.blocks = volume.blocks();
  }

  /// Shows the runs of blocks in use.
  void showAllocated(FileSystem.RangeVisitor visitor) throws IOException {
    var ranges = new AllocatedRanges(visitor);
    for (long group = 0; group < superblock.groups(); group++) {
      ByteBuffer header = header(group);
      long offset = blocks.offsetOfSector(group, 1);
      int levels = header.getInt(LEVELS);
      if (levels < 1 || levels > MAX_LEVELS) {
        throw malformed(group, offset + LEVELS, "1 to 9 levels of free space", levels);
      }
      var used = new Used(ranges, group, levels, keptAside(group, header));
      scan(unsigned(header, ROOT), offset + ROOT, levels - 1, used);
      used.finish();
    }
    ranges.flush();
  }

  private ByteBuffer header(long group) throws IOException {
    ByteBuffer header = blocks.sector(group, 1);
    boolean isSound =
        header.getInt(0) == GROUP_MAGIC
            && header.getInt(8) == group
            && Integer.toUnsignedLong(header.getInt(12)) == superblock.blocksOfGroup(group);
    if (!isSound || (superblock.isVersion5() && !isSealed(header, 64, 216))) {
      throw malformed(group, blocks.offsetOfSector(group, 1), "a header of free space", "another");
    }
    return header;
  }

  private boolean isSealed(ByteBuffer bytes, int uuidAt, int checksumAt) {
    var found = new UUID(bytes.getLong(uuidAt), bytes.getLong(uuidAt + 8));
    return found.equals(volume.uuid()) && Checksum.matches(bytes, checksumAt);
  }

  /// The blocks of the list, in ascending order; none when its ends contradict its length, since
  /// the kernel then starts a new list.
  private long[] keptAside(long group, ByteBuffer header) throws IOException {
    ByteBuffer list = blocks.sector(group, 3);
    boolean isVersion5 = superblock.isVersion5();
    if (isVersion5
        && (list.getInt(0) != LIST_MAGIC || list.getInt(4) != group || !isSealed(list, 8, 32))) {
      throw malformed(
          group, blocks.offsetOfSector(group, 3), "a list of blocks kept aside", "another");
    }
    int start = isVersion5 ? 36 : 0;
    int size = (list.capacity() - start) / 4;
    int first = header.getInt(40);
    int last = header.getInt(44);
    int count = header.getInt(48);
    boolean isInside = first >= 0 && first < size && last >= 0 && last < size && count >= 0;
    if (!isInside || (count != 0 && count != Math.floorMod(last - first, size) + 1)) {
      return new long[0];
    }
    long[] kept = new long[count];
    for (int i = 0; i < count; i++) {
      kept[i] = Integer.toUnsignedLong(list.getInt(start + (first + i) % size * 4));
    }
    Arrays.sort(kept);
    return kept;
  }

  /// Goes through one node of the tree of free space.
  ///
  /// No node is met twice: below each is a run of free blocks that lies behind all met before.
  ///
  /// @param from the byte of the disk where the node's block is named
  private void scan(long block, long from, int level, Used used) throws IOException {
    long group = used.group;
    if (block >= superblock.blocksOfGroup(group)) {
      throw malformed(group, from, "a node of free space in its group", block);
    }
    long number = blocks.number(group, block);
    long offset = blocks.offsetOf(number);
    ByteBuffer node = blocks.table(number, from);
    boolean isVersion5 = superblock.isVersion5();
    int header = isVersion5 ? 56 : 16;
    int entries = node.getShort(6) & 0xFFFF;
    int most = (node.capacity() - header) / (level == 0 ? RECORD_BYTES : RECORD_BYTES + 4);
    if (node.getInt(0) != (isVersion5 ? TREE_MAGIC_5 : TREE_MAGIC_4)
        || (node.getShort(4) & 0xFFFF) != level
        || entries > most
        || (entries == 0 && used.levels > 1)) {
      throw malformed(group, offset, "a node of free space at level " + level, "block " + block);
    }
    if (isVersion5) {
      Stamp.GROUP_TREE.check(node, volume.uuid(), offset, group);
    }
    for (int i = 0; i < entries; i++) {
      int at = header + i * RECORD_BYTES;
      if (level == 0) {
        used.addFree(unsigned(node, at), unsigned(node, at + 4), offset + at);
      } else {
        used.expectFrom(unsigned(node, at), offset + at);
        int pointer = header + most * RECORD_BYTES + i * 4;
        scan(unsigned(node, pointer), offset + pointer, level - 1, used);
      }
    }
  }

  private static long unsigned(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  private static RuntimeException malformed(
      long group, long offset, String expected, Object found) {
    return Blocks.malformed(offset, expected + " in group " + group, found);
  }

  /// What lies between the free blocks of one group.
  private final class Used {
    private final AllocatedRanges ranges;
    private final long group;
    private final int levels;
    private final long[] kept;
    private int nextKept;
    private long end;
    private long lastKey = -1;

    Used(AllocatedRanges ranges, long group, int levels, long[] kept) {
      this.ranges = ranges;
      this.group = group;
      this.levels = levels;
      this.kept = kept;
    }

    /// Takes the key of a subtree, which must lie behind all before it.
    void expectFrom(long key, long offset) {
      if (key < end || key <= lastKey) {
        throw malformed(group, offset, "free blocks in ascending order", key);
      }
    }

    void addFree(long first, long count, long offset) throws IOException {
      if (first <= lastKey || count == 0) {
        throw malformed(group, offset, "free blocks in ascending order", first + " + " + count);
      }
      while (nextKept < kept.length && kept[nextKept] < first) {
        skip(kept[nextKept++], 1, blocks.offsetOfSector(group, 3));
      }
      skip(first, count, offset);
      lastKey = first;
    }

    void finish() throws IOException {
      while (nextKept < kept.length) {
        skip(kept[nextKept++], 1, blocks.offsetOfSector(group, 3));
      }
      skip(superblock.blocksOfGroup(group), 0, blocks.offsetOfSector(group, 1));
    }

    /// Passes over free blocks; all before them that were not passed over are in use.
    ///
    /// @param offset the byte of the disk where they are named
    private void skip(long first, long count, long offset) throws IOException {
      long most = superblock.blocksOfGroup(group);
      if (first < end || count > most - first) {
        throw malformed(group, offset, "free blocks from %d to %d".formatted(end, most), first);
      }
      long base = group * superblock.groupBlocks();
      ranges.add((base + end) * blocks.blockBytes(), (first - end) * blocks.blockBytes());
      end = first + count;
    }
  }
}
