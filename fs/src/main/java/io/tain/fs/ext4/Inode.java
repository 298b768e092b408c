package io.tain.fs.ext4;

import io.tain.fs.DeviceNumber;
import io.tain.fs.FileEntry;
import io.tain.fs.FileKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// One inode: what a file is, apart from its names.
///
/// Source: Documentation/filesystems/ext4/inodes.rst of the kernel.
///
/// @param offset where it lies on the disk, in bytes
/// @param bytes as on the disk, little-endian, with the space for attributes behind it
/// @param kind decoded from the mode
/// @param sizeBytes of the content
/// @param volumeSeed what checksums of the file system start from
record Inode(
    long number,
    long offset,
    ByteBuffer bytes,
    FileKind kind,
    long sizeBytes,
    ChecksumSeed volumeSeed) {
  static final int BLOCK_OFFSET = 0x28;
  static final int BLOCK_BYTES = 60;

  static final int ATTRIBUTE_BLOCK = 0x68;

  static final int FLAG_ENCRYPTED = 0x800;
  static final int FLAG_INDEXED = 0x1000;
  static final int FLAG_EXTENTS = 0x80000;
  static final int FLAG_ATTRIBUTE = 0x200000;
  static final int FLAG_INLINE = 0x10000000;

  /// 128 bytes are the inode of ext2; what follows them starts with its own length.
  static final int CLASSIC_BYTES = 128;

  static final int GENERATION = 0x64;

  private static final int ACCESSED = 0x08;
  private static final int CHANGED = 0x0C;
  private static final int MODIFIED = 0x10;
  private static final int CHANGED_EXTRA = 0x84;
  private static final int MODIFIED_EXTRA = 0x88;
  private static final int ACCESSED_EXTRA = 0x8C;
  private static final int CREATED = 0x90;
  private static final int CREATED_EXTRA = 0x94;

  /// What the checksums of its blocks start from.
  ChecksumSeed seed() {
    return volumeSeed.then((int) number).then(bytes.getInt(GENERATION));
  }

  boolean has(int flag) {
    return (bytes.getInt(0x20) & flag) != 0;
  }

  /// The 60 bytes that hold block pointers, the root of an extent tree or the content itself.
  ByteBuffer block() {
    return bytes.slice(BLOCK_OFFSET, BLOCK_BYTES).order(bytes.order());
  }

  /// Where `block()` lies on the disk, in bytes.
  long blockOffset() {
    return offset + BLOCK_OFFSET;
  }

  /// The bytes of the fields behind the classic inode; 0 when there are none.
  int extraBytes() {
    return bytes.capacity() > CLASSIC_BYTES ? bytes.getShort(CLASSIC_BYTES) & 0xFFFF : 0;
  }

  /// The block of extended attributes; 0 when there is none.
  long attributeBlock() {
    return Integer.toUnsignedLong(bytes.getInt(ATTRIBUTE_BLOCK)) | unsigned(0x76) << 32;
  }

  /// The checksum of the attribute's value that is this inode's content.
  int valueChecksum() {
    return bytes.getInt(ACCESSED);
  }

  /// True when this inode names another as the one whose attribute it holds, as Lustre wrote it.
  boolean isValueOf(Inode owner) {
    return bytes.getInt(MODIFIED) == (int) owner.number()
        && bytes.getInt(GENERATION) == owner.bytes().getInt(GENERATION);
  }

  FileEntry.Attributes attributes() {
    int mode = bytes.getShort(0x00) & 0xFFF;
    long uid = unsigned(0x02) | unsigned(0x78) << 16;
    long gid = unsigned(0x18) | unsigned(0x7A) << 16;
    return new FileEntry.Attributes(mode, uid, gid, (int) unsigned(0x1A), times(), deviceNumber());
  }

  private FileEntry.Times times() {
    Instant modifiedAt = time(MODIFIED, MODIFIED_EXTRA);
    Instant changedAt = sharing(time(CHANGED, CHANGED_EXTRA), modifiedAt);
    return new FileEntry.Times(
        modifiedAt,
        changedAt,
        sharing(time(ACCESSED, ACCESSED_EXTRA), modifiedAt),
        holds(CREATED_EXTRA)
            ? Optional.of(sharing(time(CREATED, CREATED_EXTRA), changedAt))
            : Optional.empty());
  }

  /// One object for equal times: a listing may hold very many.
  private static Instant sharing(Instant time, Instant known) {
    return time.equals(known) ? known : time;
  }

  /// Two bits of the extra field count on behind the 32 of the seconds, the others nanoseconds.
  private Instant time(int offset, int extraOffset) {
    long seconds = bytes.getInt(offset);
    if (!holds(extraOffset)) {
      return Instant.ofEpochSecond(seconds);
    }
    int extra = bytes.getInt(extraOffset);
    return Instant.ofEpochSecond(seconds + ((long) (extra & 3) << 32), extra >>> 2);
  }

  private boolean holds(int extraOffset) {
    return CLASSIC_BYTES + extraBytes() >= extraOffset + 4;
  }

  /// The first block pointer holds the old form, else the second one the new form.
  private Optional<DeviceNumber> deviceNumber() {
    if (kind != FileKind.BLOCK_DEVICE && kind != FileKind.CHARACTER_DEVICE) {
      return Optional.empty();
    }
    int old = bytes.getInt(BLOCK_OFFSET);
    return Optional.of(
        old != 0
            ? DeviceNumber.ofOldForm(old)
            : DeviceNumber.ofNewForm(bytes.getInt(BLOCK_OFFSET + 4)));
  }

  private long unsigned(int offset) {
    return bytes.getShort(offset) & 0xFFFF;
  }
}
