package io.tain.disk.qcow2;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.UnsupportedDiskException;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.Refusals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Judges a header by the rules Q1 to Q7 of docs/THREATS.md, collecting every refusal.
final class HeaderRules {
  static final String FORMAT = "qcow2";

  private static final long MAX_L1_BYTES = 8 << 20;
  private static final long MAX_REFCOUNT_TABLE_BYTES = 8 << 20;
  private static final long MAX_SNAPSHOTS = 65_536;
  private static final int DATA_FILE_EXTENSION = 0x44415441;
  private static final int ENCRYPTION_EXTENSION = 0x0537BE77;
  private static final long KNOWN_FEATURES = 0x1F;
  private static final long LONGEST_FILE_CLUSTERS = 1L << 27;

  private final Qcow2Header header;
  private final VirtualDisk file;
  private final Refusals refusals = new Refusals(FORMAT);

  private HeaderRules(Qcow2Header header, VirtualDisk file) {
    this.header = header;
    this.file = file;
  }

  /// Everything for which the file is refused, the most telling first; empty when it may be read.
  static List<TainException> refusals(Qcow2Header header, VirtualDisk file) throws IOException {
    var rules = new HeaderRules(header, file);
    if (header.version() != 2 && header.version() != 3) {
      rules.refusals.unsupported("Q1", 4, "version " + header.version());
      return rules.refusals.list();
    }
    rules.checkReferences();
    rules.checkFeatures();
    rules.checkSizes();
    return rules.refusals.list();
  }

  /// The clusters of a file are counted in memory; not a rule about its header.
  ///
  /// @throws UnsupportedDiskException if the file has too many
  static void requireCountable(Qcow2Header header, VirtualDisk file) {
    if (file.sizeBytes() >> header.clusterBits() >= LONGEST_FILE_CLUSTERS) {
      throw new UnsupportedDiskException(FORMAT, "Q7", 0, "a file of 2^27 clusters or more");
    }
  }

  private void checkReferences() throws IOException {
    if (header.backingOffset() != 0 || header.backingLength() != 0) {
      refusals.unsafe("Q2", 8, "a backing file");
    }
    if (header.has(Qcow2Header.EXTERNAL_DATA)) {
      refusals.unsafe("Q3", 72, "an external data file");
    }
    if (isClusterSizeValid() && isLengthValid()) {
      checkExtensions();
    }
  }

  private void checkFeatures() {
    if (header.has(Qcow2Header.CORRUPT)) {
      refusals.unsafe("Q3", 72, "marked as corrupt");
    }
    long unknown = header.incompatible() & ~KNOWN_FEATURES;
    if (unknown != 0) {
      refusals.unsafe("Q3", 72, "unknown incompatible features %x".formatted(unknown));
    }
    if (header.encryption() != 0) {
      refusals.unsupported("Q5", 32, "encryption method " + header.encryption());
    }
    boolean isCompressionNamed = header.has(Qcow2Header.COMPRESSION);
    int compression = header.compression();
    refusals.expect(
        isCompressionNamed == (compression != 0),
        "Q3",
        104,
        "a compression type exactly with its feature bit",
        compression);
    if (compression > 1) {
      refusals.unsupported("Q3", 104, "compression type " + compression);
    }
  }

  private void checkSizes() {
    refusals.expect(isClusterSizeValid(), "Q6", 20, "cluster_bits 9 to 21", header.clusterBits());
    refusals.expect(
        isLengthValid(), "Q6", 100, "a header of 104 bytes or more", header.lengthBytes());
    long size = header.virtualSizeBytes();
    refusals.expect(
        size > 0 && size % 512 == 0, "D3", 24, "a size in sectors of 512 bytes", size());
    refusals.expect(
        header.refcountOrder() <= 6, "Q6", 96, "refcount_order 0 to 6", header.refcountOrder());
    refusals.expect(
        header.snapshots() <= MAX_SNAPSHOTS,
        "Q7",
        60,
        "at most 65536 snapshots",
        header.snapshots());
    if (isClusterSizeValid() && size > 0) {
      checkTables();
    }
  }

  private void checkTables() {
    refusals.expect(
        !header.has(Qcow2Header.EXTENDED_L2) || header.clusterBits() >= 14,
        "Q6",
        20,
        "clusters of 16 KiB or more with extended L2 entries",
        header.clusterBits());
    long l1Bytes = header.l1Entries() * 8;
    long needed = header.neededL1Entries();
    if (needed > MAX_L1_BYTES / Long.BYTES) {
      refusals.expect(false, "Q6", 24, "a size that 1048576 entries of the L1 table hold", size());
    } else {
      refusals.expect(
          l1Bytes <= MAX_L1_BYTES && header.l1Entries() >= needed,
          "Q6",
          36,
          "l1_size of at least %d, at most 1048576".formatted(needed),
          header.l1Entries());
    }
    expectTable(header.l1Offset(), l1Bytes, 40, "an L1 table");
    long refcountBytes = header.refcountTableClusters() * header.clusterBytes();
    refusals.expect(
        refcountBytes > 0 && refcountBytes <= MAX_REFCOUNT_TABLE_BYTES,
        "Q6",
        56,
        "a refcount table of at most 8 MiB",
        refcountBytes);
    expectTable(header.refcountTableOffset(), 1, 48, "a refcount table");
    if (header.snapshots() > 0) {
      expectTable(header.snapshotsOffset(), 1, 64, "a snapshot table");
    }
  }

  private String size() {
    return Long.toUnsignedString(header.virtualSizeBytes());
  }

  private void expectTable(long offset, long length, long field, String what) {
    boolean isInside =
        offset > 0 && offset <= file.sizeBytes() && length <= file.sizeBytes() - offset;
    refusals.expect(
        isInside && offset % header.clusterBytes() == 0,
        "Q7",
        field,
        what + " inside the file, at the start of a cluster",
        offset);
  }

  private void checkExtensions() throws IOException {
    long end = Math.min(header.clusterBytes(), file.sizeBytes());
    if (header.backingOffset() > 0) {
      end = Math.min(end, header.backingOffset());
    }
    long at = header.lengthBytes();
    while (at + 8 <= end && !refusals.areEnough()) {
      ByteBuffer head = file.bytes(new ByteRange(at, 8));
      int type = head.getInt();
      long length = head.getInt() & 0xFFFF_FFFFL;
      if (type == 0) {
        return;
      }
      if (type == DATA_FILE_EXTENSION) {
        refusals.unsafe("Q4", at, "the name of an external data file");
      }
      if (type == ENCRYPTION_EXTENSION) {
        refusals.unsupported("Q5", at, "LUKS encryption");
      }
      refusals.expect(
          length <= end - at - 8, "Q4", at + 4, "an extension inside the header", length);
      at += 8 + (length + 7) / 8 * 8;
    }
  }

  private boolean isClusterSizeValid() {
    return header.clusterBits() >= 9 && header.clusterBits() <= 21;
  }

  private boolean isLengthValid() {
    long length = header.lengthBytes();
    return header.version() < 3
        || (length >= Qcow2Header.LENGTH_V3
            && length % 8 == 0
            && isClusterSizeValid()
            && length <= header.clusterBytes());
  }
}
