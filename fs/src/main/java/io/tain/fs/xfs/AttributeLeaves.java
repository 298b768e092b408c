package io.tain.fs.xfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/// The blocks that hold extended attributes.
///
/// Source: XFS Algorithms & Data Structures, "Leaf Attributes", "Node Attributes", "Remote
/// Attribute Values". Where two numbers stand, the first is of version 4, the second of version 5.
///
/// | byte | 0 | 8 | 12, 56 | 14, 58 | 16, 64 | 32, 80 |
/// |---|---|---|---|---|---|---|
/// | node | next | magic | entries | level | hash, block | |
/// | leaf | next | magic | entries | | | hash 4, place 2, flags 1, unused 1 |
///
/// | byte of an attribute | 0 | 2 | 3 | 4 | 8 | 9 |
/// |---|---|---|---|---|---|---|
/// | value here | length of the value | of the name | name, value | | | |
/// | value elsewhere | block | | | length of the value | of the name | name |
final class AttributeLeaves {
  private static final int MAX_LEVEL = 5;
  private static final int MAX_LEAVES = 1 << 16;
  private static final int LOCAL = 1;
  private static final int ENTRY_BYTES = 8;
  private static final int VALUE_MAGIC = 0x5841524D;
  private static final int VALUE_HEADER_BYTES = 56;

  private final Volume volume;
  private final Fork fork;
  private final Extents extents;
  private final boolean isVersion5;

  /// Where the block lies that was read last, in bytes; the fork before there is one.
  private long offset;

  AttributeLeaves(Volume volume, Fork fork) {
    this.volume = volume;
    this.fork = fork;
    this.extents = new Extents(volume, fork);
    this.offset = fork.offset();
    this.isVersion5 = volume.superblock().isVersion5();
  }

  /// Gives every attribute to `attributes`.
  void scan(Attributes attributes) throws IOException {
    Set<Long> visited = new HashSet<>();
    long logical = firstLeaf();
    do {
      if (!visited.add(logical) || visited.size() > MAX_LEAVES) {
        throw malformed("leaves in a chain", logical);
      }
      ByteBuffer leaf = block(logical);
      if (!isLeaf(leaf)) {
        throw malformed("a leaf of attributes", "0x%x".formatted(leaf.getShort(8)));
      }
      scanLeaf(leaf, attributes);
      logical = Integer.toUnsignedLong(leaf.getInt(0));
    } while (logical != 0);
  }

  private long firstLeaf() throws IOException {
    long logical = 0;
    int level = MAX_LEVEL + 1;
    for (ByteBuffer node = block(logical); !isLeaf(node); node = block(logical)) {
      int found = node.getShort(isVersion5 ? 58 : 14) & 0xFFFF;
      boolean isNode = (node.getShort(8) & 0xFFFF) == (isVersion5 ? 0x3EBE : 0xFEBE);
      if (!isNode || found >= level || found == 0) {
        throw malformed("a node below level " + level, found);
      }
      level = found;
      logical = Integer.toUnsignedLong(node.getInt((isVersion5 ? 64 : 16) + 4));
    }
    return logical;
  }

  private boolean isLeaf(ByteBuffer block) {
    return (block.getShort(8) & 0xFFFF) == (isVersion5 ? 0x3BEE : 0xFBEE);
  }

  private void scanLeaf(ByteBuffer leaf, Attributes attributes) throws IOException {
    int count = leaf.getShort(isVersion5 ? 56 : 12) & 0xFFFF;
    int start = isVersion5 ? 80 : 32;
    if (count > (leaf.capacity() - start) / ENTRY_BYTES) {
      throw malformed("attributes inside their block", count);
    }
    for (int i = 0; i < count; i++) {
      int at = start + i * ENTRY_BYTES;
      int place = leaf.getShort(at + 4) & 0xFFFF;
      int flags = leaf.get(at + 6) & 0xFF;
      if ((flags & LOCAL) != 0) {
        addLocal(leaf, place, flags, attributes);
      } else {
        addRemote(leaf, place, flags, attributes);
      }
    }
  }

  private void addLocal(ByteBuffer leaf, int place, int flags, Attributes attributes)
      throws IOException {
    expectInside(leaf, place + 3);
    byte[] value = new byte[leaf.getShort(place) & 0xFFFF];
    byte[] name = new byte[leaf.get(place + 2) & 0xFF];
    expectInside(leaf, place + 3 + name.length + value.length);
    leaf.get(place + 3, name);
    leaf.get(place + 3 + name.length, value);
    attributes.add(name, flags, value.length, () -> value);
  }

  private void addRemote(ByteBuffer leaf, int place, int flags, Attributes attributes)
      throws IOException {
    expectInside(leaf, place + 9);
    long block = Integer.toUnsignedLong(leaf.getInt(place));
    long length = Integer.toUnsignedLong(leaf.getInt(place + 4));
    byte[] name = new byte[leaf.get(place + 8) & 0xFF];
    expectInside(leaf, place + 9 + name.length);
    leaf.get(place + 9, name);
    attributes.add(name, flags, length, () -> remoteValue(block, (int) length));
  }

  private byte[] remoteValue(long first, int length) throws IOException {
    byte[] value = new byte[length];
    int header = isVersion5 ? VALUE_HEADER_BYTES : 0;
    int done = 0;
    for (long logical = first; done < length; logical++) {
      long number = physical(logical);
      ByteBuffer block = volume.blocks().table(number, fork.offset());
      offset = volume.blocks().offsetOf(number);
      int part = Math.min(length - done, block.capacity() - header);
      if (isVersion5) {
        if (block.getInt(0) != VALUE_MAGIC || block.getInt(4) != done || block.getInt(8) != part) {
          throw malformed("%d bytes of a value from %d".formatted(part, done), "others");
        }
        Stamp.CONTENT.check(block, volume.uuid(), offset, fork.inode());
      }
      block.get(header, value, done, part);
      done += part;
    }
    return value;
  }

  private ByteBuffer block(long logical) throws IOException {
    long number = physical(logical);
    ByteBuffer block = volume.blocks().table(number, fork.offset());
    offset = volume.blocks().offsetOf(number);
    if (isVersion5) {
      Stamp.ATTRIBUTE_NODE.check(block, volume.uuid(), offset, fork.inode());
    }
    return block;
  }

  private long physical(long logical) throws IOException {
    Extents.Run run = extents.locate(logical);
    if (!run.isWritten()) {
      throw malformed("a block " + logical + " of attributes", "a hole");
    }
    return run.physical() + logical - run.logical();
  }

  private void expectInside(ByteBuffer leaf, int end) {
    if (end > leaf.capacity()) {
      throw malformed("an attribute inside its block", end);
    }
  }

  private RuntimeException malformed(String expected, Object found) {
    return Blocks.malformed(offset, expected + " in inode " + fork.inode(), found);
  }
}
