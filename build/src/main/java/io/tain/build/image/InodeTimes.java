package io.tain.build.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/* mke2fs 1.47.0 copies change, access and creation times from the files of the host. Here each
inode's are set to its own modification time, which comes from the package, and to whole seconds:
then an inode is the same in every version that has the file unchanged. Layout: "ext4 data
structures", Documentation/filesystems/ext4 of the Linux kernel, sections on the super block,
group descriptors and inodes. */

/// Sets the times of every inode of a fresh ext4 file system, so that they repeat.
final class InodeTimes {
  private static final int SUPER_BLOCK = 1024;
  private static final int CTIME = 0x0C;
  private static final int ATIME = 0x08;
  private static final int MTIME = 0x10;
  private static final int EXTRA_SIZE = 0x80;
  private static final int CTIME_EXTRA = 0x84;
  private static final int MTIME_EXTRA = 0x88;
  private static final int ATIME_EXTRA = 0x8C;
  private static final int CRTIME = 0x90;
  private static final int CRTIME_EXTRA = 0x94;
  private static final int CHECKSUM_LOW = 0x7C;
  private static final int CHECKSUM_HIGH = 0x82;
  private static final int LEAST_EXTRA = 0x20;
  private static final int METADATA_CSUM = 0x400;
  private static final int WIDE = 0x80;

  private final FileChannel disk;
  private final long start;
  private final long latest;
  private final ByteBuffer superBlock;

  private InodeTimes(FileChannel disk, long start, long latest) throws IOException {
    this.disk = disk;
    this.start = start;
    this.latest = latest;
    this.superBlock = read(start + SUPER_BLOCK, 1024);
  }

  /// Sets them to the inode's modification time, or to `latest` when that is later.
  ///
  /// @param start where the file system begins in `file`, in bytes
  /// @param latest in seconds since 1970
  /// @return how many inodes are in use
  static int set(Path file, long start, long latest) throws IOException {
    try (var disk = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new InodeTimes(disk, start, latest).run();
    }
  }

  private int run() throws IOException {
    boolean expected =
        (superBlock.getInt(0x64) & METADATA_CSUM) != 0
            && (superBlock.getInt(0x60) & WIDE) != 0
            && inodeBytes() >= 256;
    if (!expected) {
      throw new IOException("ext4: metadata_csum, 64bit, inode_size >= 256");
    }
    long blockBytes = 1024L << superBlock.getInt(0x18);
    int perGroup = superBlock.getInt(0x28);
    int groups = Math.ceilDiv(superBlock.getInt(0), perGroup);
    long firstBlock = superBlock.getInt(0x14);
    int descriptorBytes = superBlock.getShort(0xFE);
    ByteBuffer descriptors = read(start + (firstBlock + 1) * blockBytes, groups * descriptorBytes);
    int used = 0;
    for (int group = 0; group < groups; group++) {
      int at = group * descriptorBytes;
      long table = both(descriptors.getInt(at + 0x08), descriptors.getInt(at + 0x28));
      int unused = twice(descriptors.getShort(at + 0x1C), descriptors.getShort(at + 0x32));
      used += table(start + table * blockBytes, perGroup - unused, group * perGroup + 1);
    }
    return used;
  }

  private int table(long offset, int count, int firstNumber) throws IOException {
    if (count == 0) {
      return 0;
    }
    ByteBuffer table = read(offset, count * inodeBytes());
    int used = 0;
    for (int i = 0; i < count; i++) {
      ByteBuffer inode = table.slice(i * inodeBytes(), inodeBytes()).order(ByteOrder.LITTLE_ENDIAN);
      if (inode.getShort(0) != 0) {
        setTimes(inode);
        setChecksum(inode, firstNumber + i);
        used++;
      }
    }
    write(table.rewind(), offset);
    return used;
  }

  private void setTimes(ByteBuffer inode) {
    if (Short.toUnsignedInt(inode.getShort(EXTRA_SIZE)) < LEAST_EXTRA) {
      inode.putShort(EXTRA_SIZE, (short) LEAST_EXTRA);
    }
    long modified = inode.getInt(MTIME) + ((inode.getInt(MTIME_EXTRA) & 3L) << 32);
    long time = Math.min(modified, latest);
    int low = (int) time;
    int extra = (int) ((time - low) >> 32) & 3;
    for (int field : new int[] {ATIME, CTIME, MTIME, CRTIME}) {
      inode.putInt(field, low);
    }
    for (int field : new int[] {ATIME_EXTRA, CTIME_EXTRA, MTIME_EXTRA, CRTIME_EXTRA}) {
      inode.putInt(field, extra);
    }
  }

  private void setChecksum(ByteBuffer inode, int number) {
    inode.putShort(CHECKSUM_LOW, (short) 0).putShort(CHECKSUM_HIGH, (short) 0);
    var crc = new CRC32C();
    crc.update(superBlock.slice(0x68, 16));
    var ids = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    crc.update(ids.putInt(number).putInt(inode.getInt(0x64)).flip());
    crc.update(inode.duplicate().rewind());
    int checksum = ~(int) crc.getValue();
    inode.putShort(CHECKSUM_LOW, (short) checksum);
    inode.putShort(CHECKSUM_HIGH, (short) (checksum >>> 16));
  }

  private int inodeBytes() {
    return Short.toUnsignedInt(superBlock.getShort(0x58));
  }

  private ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (disk.read(buffer, offset + buffer.position()) < 0) {
        throw new EOFException("ext4 ends at " + (offset + buffer.position()));
      }
    }
    return buffer.flip();
  }

  private void write(ByteBuffer buffer, long offset) throws IOException {
    while (buffer.hasRemaining()) {
      disk.write(buffer, offset + buffer.position());
    }
  }

  private static long both(int low, int high) {
    return Integer.toUnsignedLong(low) | Integer.toUnsignedLong(high) << 32;
  }

  private static int twice(short low, short high) {
    return Short.toUnsignedInt(low) | Short.toUnsignedInt(high) << 16;
  }
}
