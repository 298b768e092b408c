package io.tain.disk.qcow2;

import io.tain.disk.MalformedDiskException;

/// Where the bytes of one cluster of the disk lie, as its L2 entry says.
sealed interface ClusterEntry {
  /// Reads as zeros.
  record Absent() implements ClusterEntry {
    static final Absent VALUE = new Absent();
  }

  /// Plain bytes at `hostOffset`; of 32 equal parts those are there whose bit in `parts` is set.
  record Plain(long hostOffset, int parts) implements ClusterEntry {
    static final int ALL_PARTS = -1;
  }

  /// Compressed bytes: at most `length` of them from `hostOffset` on.
  record Compressed(long hostOffset, int length) implements ClusterEntry {}

  /// Decodes the entries of one file.
  ///
  /// | bits | plain | compressed |
  /// |---|---|---|
  /// | 0 | reads as zeros (version 3, not extended) | offset in the file, x = 70 - cluster bits |
  /// | 9 to 55 | offset in the file | bits, then sectors after the first one |
  /// | 62, 63 | 0, copied | 1, 0 |
  ///
  /// An extended entry has 64 bits more: below which parts are there, above which are zeros.
  ///
  /// @param fileBytes the size of the file
  record Decoder(int version, int clusterBits, boolean isExtended, long fileBytes) {
    private static final long COMPRESSED = 1L << 62;
    private static final long OFFSET = 0x00FF_FFFF_FFFF_FE00L;
    private static final long RESERVED = 0x3F00_0000_0000_01FEL;

    static Decoder of(Qcow2Header header, long fileBytes) {
      return new Decoder(
          header.version(), header.clusterBits(), header.has(Qcow2Header.EXTENDED_L2), fileBytes);
    }

    /// @param at where the entry stands in the file
    /// @param neededBytes how much of the cluster belongs to the disk
    /// @throws MalformedDiskException if it points outside the file or contradicts itself
    ClusterEntry decode(long entry, long parts, long at, long neededBytes) {
      if ((entry & COMPRESSED) != 0) {
        expect(parts == 0 && entry > 0, at, "a compressed cluster of one part", entry);
        return compressed(entry, at);
      }
      expect((entry & RESERVED) == 0, at, "reserved bits that are 0", entry);
      long offset = entry & OFFSET;
      expect(offset % (1L << clusterBits) == 0, at, "a cluster's start", entry);
      return isExtended
          ? extended(entry, parts, at, neededBytes)
          : standard(entry, at, neededBytes);
    }

    private ClusterEntry standard(long entry, long at, long neededBytes) {
      boolean isZero = (entry & 1) != 0;
      expect(!isZero || version >= 3, at, "no zero clusters before version 3", entry);
      long offset = entry & OFFSET;
      if (isZero || offset == 0) {
        return Absent.VALUE;
      }
      expectInside(offset, neededBytes, at);
      return new Plain(offset, Plain.ALL_PARTS);
    }

    private ClusterEntry extended(long entry, long parts, long at, long neededBytes) {
      int present = (int) parts;
      int zeros = (int) (parts >>> 32);
      long offset = entry & OFFSET;
      expect((entry & 1) == 0, at, "reserved bits that are 0", entry);
      expect((present & zeros) == 0, at + 8, "parts either there or zero", parts);
      expect(present == 0 || offset != 0, at, "a place for the parts", entry);
      if (present == 0) {
        return Absent.VALUE;
      }
      long partBytes = (1L << clusterBits) / Integer.SIZE;
      long usedBytes = (Integer.SIZE - Integer.numberOfLeadingZeros(present)) * partBytes;
      expectInside(offset, Math.min(usedBytes, neededBytes), at);
      return new Plain(offset, present);
    }

    private ClusterEntry compressed(long entry, long at) {
      int offsetBits = 62 - (clusterBits - 8);
      long offset = entry & ((1L << offsetBits) - 1);
      long sectors = ((entry & (COMPRESSED - 1)) >>> offsetBits) + 1;
      long length = sectors * 512 - (offset & 511);
      expect(offset >= 1L << clusterBits, at, "a place after the header", offset);
      // Lengths are in sectors, but a file may end where its last compressed byte is.
      long held = Math.min(length, Math.max(fileBytes - offset, 0));
      expect(held > Math.max(length - 512, 0), at, "a place in the file", offset);
      return new Compressed(offset, (int) held);
    }

    private void expectInside(long offset, long length, long at) {
      expect(offset < fileBytes && offset <= fileBytes - length, at, "a place in the file", offset);
    }

    private static void expect(boolean holds, long at, String expected, long found) {
      if (!holds) {
        throw new MalformedDiskException(
            HeaderRules.FORMAT, "Q7", at, expected, Long.toHexString(found));
      }
    }
  }
}
