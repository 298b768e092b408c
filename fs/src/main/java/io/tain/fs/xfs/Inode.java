package io.tain.fs.xfs;

import io.tain.fs.DeviceNumber;
import io.tain.fs.FileEntry;
import io.tain.fs.FileKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// One inode: what a file is, apart from its names.
///
/// Source: XFS Algorithms & Data Structures, "On-disk Inode". The fields that are used:
///
/// | byte | | byte | |
/// |---|---|---|---|
/// | 0 | magic `IN` | 56 | size |
/// | 2 | mode | 76, 80 | extents of data and attributes |
/// | 4, 5 | version, format of the data | 82, 83 | where attributes start, their format |
/// | 6, 16 | links of version 1, of others | 90 | flags |
/// | 8, 12 | owner, group | 100 | checksum; data fork of version 1 and 2 |
/// | 20 | project | 120 | flags2 |
/// | 24 | extents of data, when large | 144 | time of creation |
/// | 32, 40, 48 | times of use, change, status | 152, 160 | own number, uuid |
///
/// @param offset where it lies on the disk, in bytes
/// @param bytes as on the disk, big-endian
/// @param kind decoded from the mode
/// @param sizeBytes of the content
record Inode(long number, long offset, ByteBuffer bytes, FileKind kind, long sizeBytes) {
  static final int CHECKSUM = 100;
  static final int NUMBER = 152;
  static final int UUID = 160;

  private static final int CLASSIC_BYTES = 100;
  private static final int VERSION_3_BYTES = 176;
  private static final int FLAG_REALTIME = 0x1;
  private static final long FLAG2_BIGTIME = 0x8;
  private static final long FLAG2_LARGE_COUNTERS = 0x10;
  private static final long BIGTIME_EPOCH_SECONDS = -(1L << 31);
  private static final long NANOSECONDS = 1_000_000_000;

  boolean isVersion3() {
    return bytes.get(4) == 3;
  }

  boolean isRealtime() {
    return (bytes.getShort(90) & FLAG_REALTIME) != 0;
  }

  /// The part that holds the content.
  Fork data() {
    int start = forksStart();
    int end = attributesStart() == 0 ? bytes.capacity() : start + attributesStart();
    long extents = hasLargeCounters() ? bytes.getLong(24) : unsigned(76);
    return fork(5, start, end, extents);
  }

  /// The part that holds the extended attributes, when there is one.
  Optional<Fork> attributesFork() {
    if (attributesStart() == 0) {
      return Optional.empty();
    }
    long extents = hasLargeCounters() ? unsigned(76) : bytes.getShort(80) & 0xFFFF;
    int start = forksStart() + attributesStart();
    return Optional.of(fork(83, start, bytes.capacity(), extents));
  }

  FileEntry.Attributes attributes() {
    int mode = bytes.getShort(2) & 0xFFF;
    return new FileEntry.Attributes(mode, unsigned(8), unsigned(12), links(), times(), device());
  }

  int links() {
    return bytes.get(4) == 1 ? bytes.getShort(6) & 0xFFFF : bytes.getInt(16);
  }

  private FileEntry.Times times() {
    Optional<Instant> created = isVersion3() ? Optional.of(time(144)) : Optional.empty();
    return new FileEntry.Times(time(40), time(48), time(32), created);
  }

  /// Fourteen bits of the major part, eighteen of the minor one.
  private Optional<DeviceNumber> device() {
    if (kind != FileKind.BLOCK_DEVICE && kind != FileKind.CHARACTER_DEVICE) {
      return Optional.empty();
    }
    int number = bytes.getInt(forksStart());
    return Optional.of(new DeviceNumber(number >>> 18, number & 0x3FFFF));
  }

  /// A time, by the byte that it starts at.
  private Instant time(int at) {
    if (isVersion3() && (bytes.getLong(120) & FLAG2_BIGTIME) != 0) {
      long nanoseconds = bytes.getLong(at);
      long seconds = Long.divideUnsigned(nanoseconds, NANOSECONDS);
      long rest = Long.remainderUnsigned(nanoseconds, NANOSECONDS);
      return Instant.ofEpochSecond(seconds + BIGTIME_EPOCH_SECONDS, rest);
    }
    return Instant.ofEpochSecond(bytes.getInt(at), unsigned(at + 4));
  }

  private int forksStart() {
    return isVersion3() ? VERSION_3_BYTES : CLASSIC_BYTES;
  }

  /// In bytes from the start of the forks; 0 when there are no attributes.
  private int attributesStart() {
    return (bytes.get(82) & 0xFF) * 8;
  }

  private boolean hasLargeCounters() {
    return isVersion3() && (bytes.getLong(120) & FLAG2_LARGE_COUNTERS) != 0;
  }

  /// @param formatAt the byte that tells how the content is held
  private Fork fork(int formatAt, int start, int end, long extents) {
    if (end > bytes.capacity() || start >= end) {
      throw Blocks.malformed(
          offset + 82, "attributes inside inode " + number, "byte %d".formatted(attributesStart()));
    }
    Fork.Format format = Fork.formatOf(bytes.get(formatAt), number, offset + formatAt);
    return new Fork(number, offset + start, format, bytes.slice(start, end - start), extents);
  }

  private long unsigned(int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }
}
