package io.tain.disk.vmdk;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Where the tables of a new file stand, all in sectors of 512 bytes.
///
/// | sectors | content |
/// |---|---|
/// | 0 | header |
/// | 1 to 20 | descriptor |
/// | from 21 | second grain directory and its grain tables |
/// | after them | first grain directory and its grain tables |
/// | from the next multiple of 128 | grains of 64 KiB, in the order of the disk |
///
/// @param capacity of the disk
record VmdkLayout(long capacity) {
  static final int GRAIN_SECTORS = 128;
  static final int GRAIN_BYTES = GRAIN_SECTORS * SparseHeader.SECTOR_BYTES;
  static final int DESCRIPTOR_SECTORS = 20;
  static final int TABLE_SECTORS = SparseHeader.TABLE_BYTES / SparseHeader.SECTOR_BYTES;

  /// So much of the disk one grain table describes.
  static final long TABLE_SPAN_BYTES = (long) SparseHeader.TABLE_ENTRIES * GRAIN_BYTES;

  private static final long MAX_SECTOR = 0xFFFF_FFFFL;
  private static final long MAX_SIZE_BYTES = 2L << 40;

  /// The layout for a disk, whose size is rounded up to sectors.
  ///
  /// @throws TainException `quota.exceeded` for a disk whose grains 32 bits cannot name
  static VmdkLayout of(long sizeBytes) {
    if (sizeBytes > MAX_SIZE_BYTES - (4L << 30)) {
      throw TainException.of(
          ErrorCode.QUOTA_EXCEEDED,
          "what",
          "virtual size in bytes of a VMDK",
          "limit",
          MAX_SIZE_BYTES - (4L << 30),
          "found",
          sizeBytes);
    }
    return new VmdkLayout(divideUp(sizeBytes, SparseHeader.SECTOR_BYTES));
  }

  /// A sector as the tables name it.
  ///
  /// @throws TainException `quota.exceeded` for one that 32 bits cannot name
  static int entry(long sector) {
    if (sector > MAX_SECTOR) {
      throw TainException.of(
          ErrorCode.QUOTA_EXCEEDED,
          "what",
          "size in bytes of a compressed VMDK",
          "limit",
          MAX_SECTOR * SparseHeader.SECTOR_BYTES,
          "found",
          sector * SparseHeader.SECTOR_BYTES);
    }
    return (int) sector;
  }

  int tables() {
    return Math.toIntExact(divideUp(capacity, (long) SparseHeader.TABLE_ENTRIES * GRAIN_SECTORS));
  }

  long secondDirectory() {
    return 1 + DESCRIPTOR_SECTORS;
  }

  long secondTable(int index) {
    return secondDirectory() + directorySectors() + (long) index * TABLE_SECTORS;
  }

  long firstDirectory() {
    return secondTable(tables());
  }

  long firstTable(int index) {
    return firstDirectory() + directorySectors() + (long) index * TABLE_SECTORS;
  }

  long firstGrain() {
    return divideUp(firstTable(tables()), GRAIN_SECTORS) * GRAIN_SECTORS;
  }

  long directorySectors() {
    return divideUp((long) tables() * Integer.BYTES, SparseHeader.SECTOR_BYTES);
  }

  /// The descriptor of a file.
  ByteBuffer descriptor(String createType, UUID id) {
    // Neither of the two values that mean that there is none.
    int contentId = (int) id.getLeastSignificantBits() & 0x7FFF_FFFF;
    long cylinders = Math.min(divideUp(capacity, 16 * 63), 16_383);
    String text =
        """
        # Disk DescriptorFile
        version=1
        CID=%08x
        parentCID=ffffffff
        createType="%s"

        # Extent description
        RW %d SPARSE "disk.vmdk"

        # The Disk Data Base
        #DDB

        ddb.virtualHWVersion = "4"
        ddb.geometry.cylinders = "%d"
        ddb.geometry.heads = "16"
        ddb.geometry.sectors = "63"
        ddb.adapterType = "ide"
        """
            .formatted(contentId, createType, capacity, cylinders);
    ByteBuffer bytes = ByteBuffer.allocate(DESCRIPTOR_SECTORS * SparseHeader.SECTOR_BYTES);
    return bytes.put(text.getBytes(StandardCharsets.US_ASCII)).rewind();
  }

  private static long divideUp(long value, long unit) {
    return (value + unit - 1) / unit;
  }
}
