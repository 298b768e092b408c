package io.tain.disk.vmdk;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.Refusals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Judges header, descriptor and footer by the rules V1 to V6 of docs/THREATS.md, collecting every
/// refusal.
final class VmdkRules {
  static final String FORMAT = "vmdk";

  private static final int SECTOR_BYTES = SparseHeader.SECTOR_BYTES;
  private static final long MAX_CAPACITY = (64L << 40) / SECTOR_BYTES;
  private static final long MAX_DESCRIPTOR_SECTORS = (1 << 20) / SECTOR_BYTES;
  private static final long MAX_TABLES = 1 << 20;
  private static final int FOOTER_MARKER = 3;
  private static final int TRAILER_BYTES = 3 * SECTOR_BYTES;

  private final VirtualDisk file;
  private final Refusals refusals = new Refusals(FORMAT);

  private VmdkRules(VirtualDisk file) {
    this.file = file;
  }

  /// Everything for which the file is refused, the most telling first; empty when it may be read.
  static List<TainException> refusals(VirtualDisk file) throws IOException {
    var rules = new VmdkRules(file);
    if (isSparse(file)) {
      rules.check(SparseHeader.read(file, 0));
    } else {
      rules.checkOtherKind();
    }
    return rules.refusals.list();
  }

  /// True for a sparse extent, as opposed to the text that names one.
  static boolean isSparse(VirtualDisk file) throws IOException {
    return file.sizeBytes() >= Integer.BYTES
        && file.bytes(new ByteRange(0, Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getInt()
            == SparseHeader.MAGIC;
  }

  /// The header that counts: the footer where the first one says so.
  static SparseHeader header(VirtualDisk file) throws IOException {
    SparseHeader header = SparseHeader.read(file, 0);
    return header.directory() == SparseHeader.AT_END
        ? SparseHeader.read(file, file.sizeBytes() - 2 * SECTOR_BYTES)
        : header;
  }

  // A text that names its extents, or an extent of ESX without any text.
  private void checkOtherKind() throws IOException {
    long length = Math.min(file.sizeBytes(), MAX_DESCRIPTOR_SECTORS * SECTOR_BYTES);
    ByteBuffer bytes = file.bytes(new ByteRange(0, length));
    if (bytes.get(0) == '#') {
      refusals.addAll(Descriptor.refusals(bytes, 0));
    }
    if (refusals.isEmpty()) {
      refusals.unsupported(
          "V1", 0, "an extent without a descriptor, or a descriptor without an extent");
    }
  }

  private void check(SparseHeader header) throws IOException {
    int version = header.version();
    if (version < 1 || version > 3) {
      refusals.unsupported("V6", 4, "version " + version);
      return;
    }
    checkDescriptor(header);
    refusals.expect(
        header.areLineEndsWhole(), "V6", 73, "line ends as they were written", "changed ones");
    if (header.directory() == SparseHeader.AT_END) {
      checkFooter(header);
    }
    if (refusals.isEmpty()) {
      checkSizes(header(file));
    }
  }

  private void checkDescriptor(SparseHeader header) throws IOException {
    long sectors = header.descriptorSectors();
    boolean isInside =
        header.descriptorOffset() == 1
            && sectors > 0
            && sectors <= MAX_DESCRIPTOR_SECTORS
            && (sectors + 1) * SECTOR_BYTES <= file.sizeBytes();
    refusals.expect(
        isInside,
        "V2",
        28,
        "a descriptor in sector 1, of at most 1 MiB",
        "%d sectors at %d".formatted(sectors, header.descriptorOffset()));
    if (isInside) {
      ByteBuffer text = file.bytes(new ByteRange(SECTOR_BYTES, sectors * SECTOR_BYTES));
      refusals.addAll(Descriptor.refusals(text, SECTOR_BYTES));
      refusals.expect(hasEnd(text), "V2", SECTOR_BYTES, "a descriptor that ends with NUL", "none");
    }
  }

  private void checkFooter(SparseHeader header) throws IOException {
    long at = file.sizeBytes() - TRAILER_BYTES;
    boolean hasRoom = at >= SparseHeader.BYTES && at % SECTOR_BYTES == 0;
    refusals.expect(hasRoom, "V5", 56, "a footer in the last three sectors", file.sizeBytes());
    if (!hasRoom) {
      return;
    }
    ByteBuffer marker = sector(at);
    boolean isMarker =
        marker.getInt(8) == 0
            && marker.getInt(12) == FOOTER_MARKER
            && isZero(marker.slice(16, SECTOR_BYTES - 16));
    refusals.expect(isMarker, "V5", at, "a marker of a footer", "other bytes");
    refusals.expect(
        isZero(sector(at + 2 * SECTOR_BYTES)),
        "V5",
        at + 1024,
        "a marker of the end",
        "other bytes");
    SparseHeader footer = SparseHeader.read(file, at + SECTOR_BYTES);
    refusals.expect(
        footer.magic() == header.magic()
            && footer.version() == header.version()
            && footer.capacity() == header.capacity()
            && footer.grainSectors() == header.grainSectors()
            && footer.descriptorOffset() == header.descriptorOffset()
            && footer.descriptorSectors() == header.descriptorSectors()
            && footer.directory() != SparseHeader.AT_END,
        "V5",
        at + SECTOR_BYTES,
        "a footer that agrees with the header",
        "another one");
  }

  private void checkSizes(SparseHeader header) {
    long capacity = header.capacity();
    refusals.expect(
        capacity > 0 && capacity <= MAX_CAPACITY, "D3", 12, "a size of at most 64 TiB", capacity);
    long grain = header.grainSectors();
    refusals.expect(
        Long.bitCount(grain) == 1 && grain >= 8 && grain <= 128,
        "V6",
        20,
        "grains of 8 to 128 sectors, a power of two",
        grain);
    refusals.expect(
        header.tableEntries() == SparseHeader.TABLE_ENTRIES,
        "V6",
        44,
        "512 entries in a grain table",
        header.tableEntries());
    refusals.expect(
        header.compression() == (header.has(SparseHeader.COMPRESSED) ? 1 : 0),
        "V6",
        77,
        "deflate exactly with its flag",
        header.compression());
    if (refusals.isEmpty()) {
      checkDirectory(header);
    }
  }

  private void checkDirectory(SparseHeader header) {
    long tables = header.tables();
    refusals.expect(
        tables <= MAX_TABLES, "V6", 20, "at most %d grain tables".formatted(MAX_TABLES), tables);
    long sectors = file.sizeBytes() / SECTOR_BYTES;
    refusals.expect(
        header.directory() > 0
            && header.directory() <= sectors
            && tables * Integer.BYTES <= file.sizeBytes() - header.directory() * SECTOR_BYTES,
        "V6",
        56,
        "a grain directory inside the file",
        header.directory());
  }

  private ByteBuffer sector(long offset) throws IOException {
    return file.bytes(new ByteRange(offset, SECTOR_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static boolean hasEnd(ByteBuffer text) {
    for (int i = text.limit() - 1; i >= 0; i--) {
      if (text.get(i) == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isZero(ByteBuffer bytes) {
    return bytes.equals(ByteBuffer.allocate(bytes.remaining()));
  }
}
