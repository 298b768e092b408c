package io.tain.fs.registry;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What a partition holds whose start tells nothing.
///
/// The places are those of util-linux's libblkid (superblocks/vmfs.c, linux_raid.c). The work is a
/// few reads, whatever the size.
final class FarBytes {
  private static final int WINDOW_BYTES = Signature.WINDOW_BYTES;
  private static final int VMFS_VOLUME_MEBIBYTES = 1;
  private static final int VMFS_MEBIBYTES = 2;
  private static final int RAID_ALIGNMENT_BYTES = 1 << 16;
  private static final int RAID_MAGIC = 0xA92B4EFC;
  private static final int RAID_1_BYTES = 8 << 10;
  private static final int RAID_1_ALIGNMENT_BYTES = 4 << 10;

  /// How many runs of data are looked at, and in how much of the disk, in bytes.
  private static final int RUNS = 64;

  private static final long RUNS_STEP_BYTES = 256L << 20;
  private static final int STEPS = 64;
  private static final int RUN_BYTES = 4096;

  private final VirtualDisk disk;

  FarBytes(VirtualDisk disk) {
    this.disk = disk;
  }

  /// What it holds in one word; `empty` when everything that is looked at is zero, else `unknown`.
  ///
  /// @param start its first bytes, without a signature
  String type(byte[] start) throws IOException {
    if (has(VMFS_VOLUME_MEBIBYTES << 20, 0x0DD001C0) || has(VMFS_MEBIBYTES << 20, 0x5EF1AB2F)) {
      return "vmfs";
    }
    if (isRaid()) {
      return "raid";
    }
    return isZero(ByteBuffer.wrap(start)) && isZeroAtTheEnd() && isZeroWhereDataStarts()
        ? "empty"
        : "unknown";
  }

  /// Version 0.90 keeps its block before the last 64 KiB, version 1.0 before the last 8.
  private boolean isRaid() throws IOException {
    long size = disk.sizeBytes();
    long old = size / RAID_ALIGNMENT_BYTES * RAID_ALIGNMENT_BYTES - RAID_ALIGNMENT_BYTES;
    long at = (size - RAID_1_BYTES) / RAID_1_ALIGNMENT_BYTES * RAID_1_ALIGNMENT_BYTES;
    return has(old, RAID_MAGIC)
        || has(old, Integer.reverseBytes(RAID_MAGIC))
        || has(at, Integer.reverseBytes(RAID_MAGIC));
  }

  private boolean has(long offset, int magic) throws IOException {
    boolean isInside = offset >= 0 && offset <= disk.sizeBytes() - Integer.BYTES;
    return isInside && read(offset, Integer.BYTES).getInt(0) == magic;
  }

  private boolean isZeroAtTheEnd() throws IOException {
    long offset = Math.max(0, disk.sizeBytes() - WINDOW_BYTES);
    return isZero(read(offset, WINDOW_BYTES));
  }

  private boolean isZeroWhereDataStarts() throws IOException {
    int runs = 0;
    long offset = 0;
    for (int step = 0; step < STEPS && offset < disk.sizeBytes(); step++) {
      long end = Math.min(disk.sizeBytes(), offset + RUNS_STEP_BYTES);
      for (Extent extent : disk.extents(ByteRange.between(offset, end))) {
        if (extent instanceof Extent.Data(var range)) {
          if (!isZero(read(range.offset(), RUN_BYTES))) {
            return false;
          }
          if (++runs == RUNS) {
            return true;
          }
        }
      }
      offset = end;
    }
    return true;
  }

  private ByteBuffer read(long offset, int length) throws IOException {
    long left = disk.sizeBytes() - offset;
    return disk.bytes(new ByteRange(offset, Math.min(length, left)));
  }

  private static boolean isZero(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (bytes.get() != 0) {
        return false;
      }
    }
    return true;
  }
}
