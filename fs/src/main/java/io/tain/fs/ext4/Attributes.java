package io.tain.fs.ext4;

import io.tain.fs.FileLimits;
import io.tain.fs.FileNames;
import io.tain.fs.PosixAcl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/// The extended attributes of one inode: in its body, then in its block of attributes.
///
/// The content that inline files keep there, and the contexts of encrypted ones, are no attributes
/// to the kernel either.
///
/// Source: Documentation/filesystems/ext4/attributes.rst of the kernel; `ext4_xattr_ibody_list` and
/// `ext4_xattr_inode_verify_hashes` of fs/ext4/xattr.c.
final class Attributes {
  /// What the kernel gives a process at most.
  private static final int MAX_VALUE_BYTES = 1 << 16;

  private final Volume volume;
  private final Inode inode;
  private final SortedMap<String, byte[]> found = new TreeMap<>();
  private int totalBytes;

  Attributes(Volume volume, Inode inode) {
    this.volume = volume;
    this.inode = inode;
  }

  SortedMap<String, byte[]> read() throws IOException {
    for (AttributeEntry entry : AttributeArea.ofBody(inode).entries()) {
      add(entry);
    }
    long block = inode.attributeBlock();
    if (block != 0) {
      for (AttributeEntry entry : AttributeArea.ofBlock(volume, inode, block).entries()) {
        add(entry);
      }
    }
    return found;
  }

  private void add(AttributeEntry entry) throws IOException {
    String prefix = entry.prefix();
    if (prefix.isEmpty() || entry.isInlineData()) {
      return;
    }
    if (entry.valueBytes() > MAX_VALUE_BYTES) {
      throw malformed("a value of at most " + MAX_VALUE_BYTES + " bytes", entry.valueBytes());
    }
    totalBytes += (int) entry.valueBytes();
    FileLimits.checkAttributes(volume.superblock().type(), found.size(), totalBytes);
    byte[] value = entry.valueInode() == 0 ? entry.value() : valueOfInode(entry);
    String name = prefix + FileNames.decode(entry.name());
    boolean isAcl = name.equals(PosixAcl.ACCESS_NAME) || name.equals(PosixAcl.DEFAULT_NAME);
    if (!isAcl) {
      found.putIfAbsent(name, value);
    } else if (value.length > StoredAcl.HEADER_BYTES) {
      found.putIfAbsent(
          name,
          new StoredAcl(inode.number(), inode.offset(), ByteBuffer.wrap(value))
              .decode()
              .toAttribute());
    }
  }

  /// A value in an inode of its own, which keeps its checksum where others keep the access time.
  private byte[] valueOfInode(AttributeEntry entry) throws IOException {
    Inode holder = volume.inodes().read(entry.valueInode());
    if (!holder.has(Inode.FLAG_ATTRIBUTE) || holder.sizeBytes() != entry.valueBytes()) {
      throw malformed("an inode with a value of " + entry.valueBytes(), holder.sizeBytes());
    }
    ByteBuffer value = ByteBuffer.allocate((int) entry.valueBytes());
    new FileContent(volume, holder).read(0, value);
    int checksum = volume.superblock().checksumSeed().of(value.flip());
    if (checksum != holder.valueChecksum() && !holder.isValueOf(inode)) {
      throw malformed("the checksum of a value", holder.valueChecksum());
    }
    return value.array();
  }

  private RuntimeException malformed(String expected, Object found) {
    return Blocks.malformed(inode.offset(), expected + " in inode " + inode.number(), found);
  }
}
