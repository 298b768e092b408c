package io.tain.disk.vhd;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.Refusals;
import java.io.IOException;
import java.util.List;

/// Judges footer and header by the rule H1 of docs/THREATS.md, collecting every refusal.
final class VhdRules {
  static final String FORMAT = "vhd";

  private static final String RULE = "H1";
  private static final long MAX_SIZE_BYTES = 2L << 40;
  private static final long MIN_BLOCK_BYTES = 4 << 10;
  private static final long MAX_BLOCK_BYTES = 256 << 20;
  private static final long MAX_ENTRIES = 2 << 20;

  private final VirtualDisk file;
  private final VhdFooter footer;
  private final Refusals refusals = new Refusals(FORMAT);

  private VhdRules(VirtualDisk file, VhdFooter footer) {
    this.file = file;
    this.footer = footer;
  }

  /// Everything for which the file is refused, the most telling first; empty when it may be read.
  static List<TainException> refusals(VirtualDisk file) throws IOException {
    var rules = new VhdRules(file, VhdFooter.read(file));
    rules.check();
    return rules.refusals.list();
  }

  private void check() throws IOException {
    long at = file.sizeBytes() - VhdFooter.BYTES;
    expect(footer.hasCookie(), at, "a footer that begins with conectix", "other bytes");
    if (!refusals.isEmpty()) {
      return;
    }
    int sum = VhdFooter.checksum(footer.bytes(), VhdFooter.CHECKSUM_AT);
    expect(footer.checksum() == sum, at + 64, "a checksum of %08x".formatted(sum), hex(footer));
    expect(footer.majorVersion() == 1, at + 12, "version 1", footer.majorVersion());
    long size = footer.sizeBytes();
    expect(
        size > 0 && size % 512 == 0 && size <= MAX_SIZE_BYTES,
        at + 48,
        "a size in sectors of 512 bytes, at most 2 TiB",
        size);
    switch (footer.type()) {
      case VhdFooter.FIXED ->
          expect(size <= at, at + 48, "a size of at most %d, as in the file".formatted(at), size);
      case VhdFooter.DYNAMIC -> checkDynamic();
      case VhdFooter.DIFFERENCING ->
          refusals.unsafe(RULE, at + 60, "a differencing disk, which needs a parent");
      default -> refusals.unsupported(RULE, at + 60, "disk type " + footer.type());
    }
  }

  private void checkDynamic() throws IOException {
    boolean isCopied =
        file.bytes(new ByteRange(0, VhdFooter.BYTES)).equals(footer.bytes().duplicate().rewind());
    expect(isCopied, 0, "a copy of the footer", "other bytes");
    try {
      check(DynamicHeader.read(file, footer.headerOffset()));
    } catch (MalformedDiskException outside) {
      refusals.add(outside);
    }
  }

  private void check(DynamicHeader header) {
    long at = footer.headerOffset();
    expect(header.hasCookie(), at, "a header that begins with cxsparse", "other bytes");
    int sum = VhdFooter.checksum(header.bytes(), DynamicHeader.CHECKSUM_AT);
    expect(
        header.checksum() == sum,
        at + DynamicHeader.CHECKSUM_AT,
        "a checksum of %08x".formatted(sum),
        "%08x".formatted(header.checksum()));
    expect(header.majorVersion() == 1, at + 24, "version 1", header.majorVersion());
    if (header.namesParent()) {
      refusals.unsafe(RULE, at + 40, "a parent");
    }
    checkTable(header);
  }

  private void checkTable(DynamicHeader header) {
    long at = footer.headerOffset();
    long block = header.blockBytes();
    boolean isBlockValid =
        Long.bitCount(block) == 1 && block >= MIN_BLOCK_BYTES && block <= MAX_BLOCK_BYTES;
    expect(isBlockValid, at + 32, "blocks of 4 KiB to 256 MiB, a power of two", block);
    long needed = isBlockValid ? (footer.sizeBytes() - 1) / block + 1 : 0;
    expect(
        header.entries() >= needed && needed <= MAX_ENTRIES,
        at + 28,
        "a table of at least %d entries, at most %d".formatted(needed, MAX_ENTRIES),
        header.entries());
    long table = header.tableOffset();
    expect(
        table >= VhdFooter.BYTES && table % 512 == 0 && table <= file.sizeBytes() - needed * 4,
        at + 16,
        "a block allocation table inside the file",
        table);
  }

  private static String hex(VhdFooter footer) {
    return "%08x".formatted(footer.checksum());
  }

  private void expect(boolean holds, long offset, String expected, Object found) {
    refusals.expect(holds, RULE, offset, expected, found);
  }
}
