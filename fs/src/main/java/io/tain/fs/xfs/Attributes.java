package io.tain.fs.xfs;

import io.tain.fs.FileLimits;
import io.tain.fs.FileNames;
import io.tain.fs.PosixAcl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/// The extended attributes of one inode, in any of their forms.
///
/// Few and short ones are in the inode; all others in leaves, which are in a chain, and below the
/// nodes of a tree by hash when there are several.
///
/// Source: XFS Algorithms & Data Structures, "Extended Attributes". In the inode:
///
/// | byte | 0 | 2 | 4 | of each: 0 | 1 | 2 | 3 |
/// |---|---|---|---|---|---|---|---|
/// | | bytes of all | number | | length of the name | of the value | flags | name and value |
final class Attributes {
  /// What the kernel gives a process at most.
  static final int MAX_VALUE_BYTES = 1 << 16;

  private static final int HEADER_BYTES = 4;
  private static final int ENTRY_BYTES = 3;
  private static final int ROOT = 2;
  private static final int SECURE = 4;
  private static final int PARENT = 8;
  private static final int INCOMPLETE = 0x80;

  private final Volume volume;
  private final Fork fork;
  private final SortedMap<String, byte[]> found = new TreeMap<>();
  private int totalBytes;

  Attributes(Volume volume, Fork fork) {
    this.volume = volume;
    this.fork = fork;
  }

  SortedMap<String, byte[]> read() throws IOException {
    switch (fork.format()) {
      case LOCAL -> readInode();
      case EXTENTS, TREE -> {
        // Room may be kept in the inode for attributes that are all gone.
        if (fork.extents() > 0) {
          new AttributeLeaves(volume, fork).scan(this);
        }
      }
      case DEVICE -> throw malformed("attributes", "a device");
    }
    return found;
  }

  /// Takes an attribute, whose value is read only if it is one that the kernel shows.
  ///
  /// @param valueBytes the length of the value
  void add(byte[] name, int flags, long valueBytes, Value value) throws IOException {
    if ((flags & (INCOMPLETE | PARENT)) != 0) {
      return;
    }
    if (valueBytes > MAX_VALUE_BYTES) {
      throw malformed("a value of at most " + MAX_VALUE_BYTES + " bytes", valueBytes);
    }
    totalBytes += (int) valueBytes + name.length;
    FileLimits.checkAttributes("xfs", found.size(), totalBytes);
    String text = FileNames.decode(name);
    switch (flags & (ROOT | SECURE)) {
      case 0 -> found.put("user." + text, value.bytes());
      case ROOT -> addOfRoot(text, value.bytes());
      case SECURE -> found.put("security." + text, value.bytes());
      default -> throw malformed("an attribute of one kind", flags);
    }
  }

  private void addOfRoot(String name, byte[] value) {
    switch (name) {
      case "SGI_ACL_FILE" -> found.put(PosixAcl.ACCESS_NAME, acl(value));
      case "SGI_ACL_DEFAULT" -> found.put(PosixAcl.DEFAULT_NAME, acl(value));
      default -> found.put("trusted." + name, value);
    }
  }

  private byte[] acl(byte[] value) {
    return new StoredAcl(fork.inode(), fork.offset(), ByteBuffer.wrap(value))
        .decode()
        .toAttribute();
  }

  private void readInode() throws IOException {
    ByteBuffer bytes = fork.bytes();
    int end = bytes.capacity() < HEADER_BYTES ? 0 : bytes.getShort(0) & 0xFFFF;
    if (end < HEADER_BYTES || end > bytes.capacity()) {
      throw malformed("attributes inside the inode", end);
    }
    int at = HEADER_BYTES;
    for (int i = bytes.get(2) & 0xFF; i > 0; i--) {
      int nameBytes = at + ENTRY_BYTES <= end ? bytes.get(at) & 0xFF : 0;
      int valueBytes = nameBytes == 0 ? 0 : bytes.get(at + 1) & 0xFF;
      int next = at + ENTRY_BYTES + nameBytes + valueBytes;
      if (nameBytes == 0 || next > end) {
        throw malformed("attributes of %d bytes".formatted(end), next);
      }
      byte[] name = new byte[nameBytes];
      byte[] value = new byte[valueBytes];
      bytes.get(at + ENTRY_BYTES, name);
      bytes.get(at + ENTRY_BYTES + nameBytes, value);
      add(name, bytes.get(at + 2), valueBytes, () -> value);
      at = next;
    }
  }

  private RuntimeException malformed(String expected, Object found) {
    return Blocks.malformed(fork.offset(), expected + " in inode " + fork.inode(), found);
  }

  /// Reads a value.
  interface Value {
    /// All of it.
    byte[] bytes() throws IOException;
  }
}
