package io.tain.disk.qcow2;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The header of a qcow2 file as it stands there, not yet judged; [HeaderRules] does that.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0, 4 | 4 | magic `QFI\xfb`, version |
/// | 8, 16 | 8, 4 | backing file name: offset, length |
/// | 20 | 4 | cluster bits |
/// | 24 | 8 | virtual size |
/// | 32 | 4 | encryption method |
/// | 36, 40 | 4, 8 | L1 table: entries, offset |
/// | 48, 56 | 8, 4 | refcount table: offset, clusters |
/// | 60, 64 | 4, 8 | snapshots: number, offset |
/// | 72, 80, 88 | 8 | features: incompatible, compatible, autoclear (from version 3) |
/// | 96, 100 | 4 | refcount order, header length (from version 3) |
/// | 104 | 1 | compression (when the header is longer) |
final class Qcow2Header {
  static final int MAGIC = 0x514649FB;
  static final int LENGTH_V2 = 72;
  static final int LENGTH_V3 = 104;
  static final int LENGTH_WITH_COMPRESSION = 112;

  static final long DIRTY = 1;
  static final long CORRUPT = 1 << 1;
  static final long EXTERNAL_DATA = 1 << 2;
  static final long COMPRESSION = 1 << 3;
  static final long EXTENDED_L2 = 1 << 4;

  private final ByteBuffer bytes;

  private Qcow2Header(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /// Reads the header.
  ///
  /// @throws MalformedDiskException if the file is shorter than its header
  static Qcow2Header read(VirtualDisk file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH_WITH_COMPRESSION);
    int held = (int) Math.min(file.sizeBytes(), LENGTH_WITH_COMPRESSION);
    bytes.put(file.bytes(new ByteRange(0, held)));
    var header = new Qcow2Header(bytes);
    int needed = header.version() == 2 ? LENGTH_V2 : LENGTH_V3;
    if (held < needed || header.bytes.getInt(0) != MAGIC) {
      throw new MalformedDiskException(
          "qcow2", "Q1", 0, "QFI and a header of " + needed + " bytes", held + " bytes");
    }
    return header;
  }

  int version() {
    return bytes.getInt(4);
  }

  long backingOffset() {
    return bytes.getLong(8);
  }

  int backingLength() {
    return bytes.getInt(16);
  }

  int clusterBits() {
    return bytes.getInt(20);
  }

  long virtualSizeBytes() {
    return bytes.getLong(24);
  }

  int encryption() {
    return bytes.getInt(32);
  }

  long l1Entries() {
    return bytes.getInt(36) & 0xFFFF_FFFFL;
  }

  long l1Offset() {
    return bytes.getLong(40);
  }

  long refcountTableOffset() {
    return bytes.getLong(48);
  }

  long refcountTableClusters() {
    return bytes.getInt(56) & 0xFFFF_FFFFL;
  }

  long snapshots() {
    return bytes.getInt(60) & 0xFFFF_FFFFL;
  }

  long snapshotsOffset() {
    return bytes.getLong(64);
  }

  long incompatible() {
    return version() < 3 ? 0 : bytes.getLong(72);
  }

  boolean has(long feature) {
    return (incompatible() & feature) != 0;
  }

  long refcountOrder() {
    return version() < 3 ? 4 : bytes.getInt(96) & 0xFFFF_FFFFL;
  }

  long lengthBytes() {
    return version() < 3 ? LENGTH_V2 : bytes.getInt(100) & 0xFFFF_FFFFL;
  }

  int compression() {
    return lengthBytes() > LENGTH_V3 ? bytes.get(104) & 0xFF : 0;
  }

  long clusterBytes() {
    return 1L << clusterBits();
  }

  int l2EntryBytes() {
    return has(EXTENDED_L2) ? 16 : 8;
  }

  long l2Entries() {
    return clusterBytes() / l2EntryBytes();
  }

  /// How many entries of the L1 table the virtual size needs.
  long neededL1Entries() {
    long tableBytes = clusterBytes() * l2Entries();
    long size = virtualSizeBytes();
    return size / tableBytes + (size % tableBytes == 0 ? 0 : 1);
  }
}
