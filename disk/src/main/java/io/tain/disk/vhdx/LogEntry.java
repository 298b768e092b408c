package io.tain.disk.vhdx;

import io.tain.base.ByteRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// One entry of the log: descriptors of what is to be written where, and the data.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0, 4, 8, 12 | 4 | signature `loge`, checksum, length, place of the tail in the ring |
/// | 16, 24 | 8, 4 | sequence number, number of descriptors |
/// | 32 | 16 | id of the log |
/// | 48, 56 | 8 | length of the file that was flushed, length that it needs |
/// | 64 | 32 each | descriptors, up to the next sector; the sectors of data follow |
///
/// @param at where it begins in the ring, in bytes
/// @param bytes of the entry, also when it runs over the end of the ring
record LogEntry(int at, ByteBuffer bytes) {
  static final int SECTOR_BYTES = 4096;

  private static final int SIGNATURE = 0x6567_6F6C;
  private static final int ZERO = 0x6F72_657A;
  private static final int DATA = 0x6373_6564;
  private static final int DATA_SECTOR = 0x6174_6164;
  private static final int SUM_AT = 4;
  private static final int DESCRIPTORS_AT = 64;
  private static final int DESCRIPTOR_BYTES = 32;
  private static final int LEADING_BYTES = 8;
  private static final int TRAILING_BYTES = 4;

  /// What looks like an entry of this log at a place of the ring.
  static Optional<LogEntry> at(ByteBuffer ring, int at, Guid logId) {
    int length = ring.getInt(at + 8);
    int tail = ring.getInt(at + 12);
    boolean isEntry =
        ring.getInt(at) == SIGNATURE
            && length > 0
            && length % SECTOR_BYTES == 0
            && length <= ring.limit()
            && tail >= 0
            && tail % SECTOR_BYTES == 0
            && tail < ring.limit()
            && ring.getLong(at + 16) > 0
            && Guid.at(ring, at + 32).equals(logId);
    return isEntry ? Optional.of(new LogEntry(at, unrolled(ring, at, length))) : Optional.empty();
  }

  /// True when checksum, descriptors and sectors all belong to this entry.
  boolean isWhole() {
    if (!Sums.isRight(bytes, SUM_AT)) {
      return false;
    }
    long descriptors = bytes.getInt(24) & 0xFFFF_FFFFL;
    long dataAt = dataAt(descriptors);
    if (dataAt > bytes.limit()) {
      return false;
    }
    long sectors = 0;
    for (int i = 0; i < descriptors; i++) {
      int descriptor = DESCRIPTORS_AT + i * DESCRIPTOR_BYTES;
      if (!isDescriptor(descriptor)) {
        return false;
      }
      sectors += bytes.getInt(descriptor) == DATA ? 1 : 0;
    }
    return dataAt + sectors * SECTOR_BYTES <= bytes.limit() && areSectorsWhole(dataAt, sectors);
  }

  long sequence() {
    return bytes.getLong(16);
  }

  int tail() {
    return bytes.getInt(12);
  }

  /// How long the file was at least when the entry was written.
  long flushedBytes() {
    return bytes.getLong(48);
  }

  /// How long the file has to be for what it holds.
  long lastBytes() {
    return bytes.getLong(56);
  }

  /// Writes what the entry says; only for one that is whole.
  ///
  /// @throws io.tain.disk.MalformedDiskException if it names a place that is none
  void applyTo(PatchedFile file, long logAt) {
    int descriptors = bytes.getInt(24);
    int sector = (int) dataAt(descriptors);
    for (int i = 0; i < descriptors; i++) {
      int descriptor = DESCRIPTORS_AT + i * DESCRIPTOR_BYTES;
      long offset = bytes.getLong(descriptor + 16);
      boolean isData = bytes.getInt(descriptor) == DATA;
      long length = isData ? SECTOR_BYTES : bytes.getLong(descriptor + 8);
      Refusal.unless(
          offset >= 0
              && offset % SECTOR_BYTES == 0
              && length > 0
              && length % SECTOR_BYTES == 0
              && length <= file.sizeBytes()
              && offset <= file.sizeBytes() - length,
          logAt + (at + (long) descriptor),
          "a place in the file",
          "%d bytes at %d".formatted(length, offset));
      if (isData) {
        file.put(offset, sector(descriptor, sector));
        sector += SECTOR_BYTES;
      } else {
        file.zero(new ByteRange(offset, length));
      }
    }
  }

  private static long dataAt(long descriptors) {
    long end = DESCRIPTORS_AT + descriptors * DESCRIPTOR_BYTES;
    return (end + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
  }

  private boolean isDescriptor(int at) {
    int signature = bytes.getInt(at);
    return (signature == ZERO || signature == DATA) && bytes.getLong(at + 24) == sequence();
  }

  private boolean areSectorsWhole(long dataAt, long sectors) {
    boolean areWhole = true;
    for (int i = 0; i < sectors; i++) {
      int sector = (int) dataAt + i * SECTOR_BYTES;
      areWhole &=
          bytes.getInt(sector) == DATA_SECTOR
              && bytes.getInt(sector + 4) == (int) (sequence() >>> 32)
              && bytes.getInt(sector + SECTOR_BYTES - 4) == (int) sequence();
    }
    return areWhole;
  }

  // Signature and numbers of a sector stand where the first and last bytes of the data were; those
  // stand in the descriptor.
  private ByteBuffer sector(int descriptor, int sector) {
    ByteBuffer data = ByteBuffer.allocate(SECTOR_BYTES);
    data.put(0, bytes, descriptor + 8, LEADING_BYTES);
    int middle = SECTOR_BYTES - LEADING_BYTES - TRAILING_BYTES;
    data.put(LEADING_BYTES, bytes, sector + LEADING_BYTES, middle);
    data.put(SECTOR_BYTES - TRAILING_BYTES, bytes, descriptor + 4, TRAILING_BYTES);
    return data;
  }

  private static ByteBuffer unrolled(ByteBuffer ring, int at, int length) {
    int first = Math.min(length, ring.limit() - at);
    if (first == length) {
      return ring.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(0, ring, at, first).put(first, ring, 0, length - first);
    return bytes;
  }
}
