package io.tain.disk.vmdk;

import io.tain.disk.MalformedDiskException;
import io.tain.disk.UnsupportedDiskException;
import io.tain.disk.mapped.BlockMap;
import io.tain.disk.mapped.BoundedCache;
import io.tain.disk.mapped.Claims;
import io.tain.disk.mapped.HostFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/// The two levels of tables that say where each grain lies; used tables are held, 4 MiB at most.
///
/// Safe for concurrent use.
final class GrainTable implements BlockMap {
  private static final int SECTOR_BYTES = SparseHeader.SECTOR_BYTES;
  private static final int TABLE_BYTES = SparseHeader.TABLE_BYTES;
  private static final int CACHE_BYTES = 4 << 20;
  private static final int ZEROED = 1;

  /// One bit is held for each grain of the file while it is checked.
  private static final long MAX_PLACES = 1L << 27;

  private final HostFile file;
  private final ByteBuffer directory;
  private final SparseHeader header;
  private final boolean isPacked;
  private final boolean hasZeroed;
  private final int grainBytes;
  private final BoundedCache<Integer, ByteBuffer> tables =
      new BoundedCache<>(CACHE_BYTES / TABLE_BYTES);
  private long storedGrains;

  private GrainTable(HostFile file, SparseHeader header, ByteBuffer directory) {
    this.file = file;
    this.directory = directory;
    this.header = header;
    this.isPacked = header.has(SparseHeader.COMPRESSED);
    this.hasZeroed = header.has(SparseHeader.ZEROED_GRAINS);
    this.grainBytes = (int) header.grainSectors() * SECTOR_BYTES;
  }

  /// Reads the tables of a file whose header was found good.
  ///
  /// @throws MalformedDiskException if a table or a grain does not lie inside the file, or two
  ///     tables overlap
  static GrainTable read(HostFile file, SparseHeader header) throws IOException {
    ByteBuffer directory =
        file.read(
                header.directory() * SECTOR_BYTES, Math.toIntExact(header.tables() * Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    var table = new GrainTable(file, header, directory);
    table.checkDirectory();
    table.checkTables();
    return table;
  }

  long storedGrains() {
    return storedGrains;
  }

  int grainBytes() {
    return grainBytes;
  }

  @Override
  public Run at(long offset) throws IOException {
    long grain = offset / grainBytes;
    long start = grain * grainBytes;
    int index = (int) (grain / SparseHeader.TABLE_ENTRIES);
    if (tablePlace(index) == 0) {
      return new Run.Zeros((index + 1L) * SparseHeader.TABLE_ENTRIES * grainBytes);
    }
    ByteBuffer table = tables.get(index, () -> table(index));
    int entry = (int) (grain % SparseHeader.TABLE_ENTRIES);
    long sector = sector(table, entry);
    if (!isStored(sector)) {
      return new Run.Zeros(start + (long) absentFrom(table, entry) * grainBytes);
    }
    return isPacked
        ? new Run.Packed(start, start + grainBytes, sector * SECTOR_BYTES)
        : new Run.Stored(
            start + (long) storedFrom(table, entry) * grainBytes,
            sector * SECTOR_BYTES + offset - start);
  }

  /// How many grains in a row the file does not hold.
  private int absentFrom(ByteBuffer table, int entry) {
    int end = entry + 1;
    while (end < SparseHeader.TABLE_ENTRIES && !isStored(sector(table, end))) {
      end++;
    }
    return end - entry;
  }

  /// How many grains the file holds one behind the other.
  private int storedFrom(ByteBuffer table, int entry) {
    long next = sector(table, entry) + header.grainSectors();
    int end = entry + 1;
    while (end < SparseHeader.TABLE_ENTRIES && sector(table, end) == next) {
      next += header.grainSectors();
      end++;
    }
    return end - entry;
  }

  private void checkDirectory() {
    var claims = new Claims();
    for (int i = 0; i < directory.limit() / Integer.BYTES; i++) {
      long place = tablePlace(i);
      if (place != 0) {
        if (place > file.sizeBytes() - TABLE_BYTES) {
          throw malformed(
              header.directory() * SECTOR_BYTES + i * 4L, "a grain table inside the file", place);
        }
        claims.add(place);
      }
    }
    claims
        .overlap(TABLE_BYTES)
        .ifPresent(
            place -> {
              throw malformed(place, "only one grain table", "another one as well");
            });
  }

  private void checkTables() throws IOException {
    var taken = new BitSet();
    long grains = (header.capacity() - 1) / header.grainSectors() + 1;
    for (int i = 0; i < directory.limit() / Integer.BYTES; i++) {
      if (tablePlace(i) != 0) {
        long first = (long) i * SparseHeader.TABLE_ENTRIES;
        checkTable(i, (int) Math.min(SparseHeader.TABLE_ENTRIES, grains - first), taken);
      }
    }
  }

  private void checkTable(int index, int used, BitSet taken) throws IOException {
    ByteBuffer table = table(index);
    for (int i = 0; i < used; i++) {
      long sector = sector(table, i);
      if (isStored(sector)) {
        long grain = (long) index * SparseHeader.TABLE_ENTRIES + i;
        if (sector * SECTOR_BYTES > file.sizeBytes() - neededBytes(grain)) {
          throw malformed(
              tablePlace(index) + i * 4L, "a grain inside the file", sector * SECTOR_BYTES);
        }
        take(taken, sector, tablePlace(index) + i * 4L);
        storedGrains++;
      }
    }
  }

  // A compressed grain says itself which one it is.
  private void take(BitSet taken, long sector, long entryAt) {
    if (isPacked) {
      return;
    }
    long place = sector / header.grainSectors();
    if (place >= MAX_PLACES) {
      throw new UnsupportedDiskException(
          VmdkRules.FORMAT, "V6", entryAt, "a file of 2^27 grains or more");
    }
    if (taken.get((int) place)) {
      throw malformed(entryAt, "only one grain at a place", sector * SECTOR_BYTES);
    }
    taken.set((int) place);
  }

  /// What of a stored grain the file must hold: the disk's last one may end where the disk does.
  private long neededBytes(long grain) {
    long left = header.capacity() * SECTOR_BYTES - grain * grainBytes;
    return isPacked ? GrainDecoder.MARKER_BYTES : Math.min(grainBytes, left);
  }

  private boolean isStored(long sector) {
    return sector != 0 && !(hasZeroed && sector == ZEROED);
  }

  private ByteBuffer table(int index) throws IOException {
    return file.read(tablePlace(index), TABLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private long tablePlace(int index) {
    return sector(directory, index) * SECTOR_BYTES;
  }

  private static long sector(ByteBuffer entries, int index) {
    return entries.getInt(index * Integer.BYTES) & 0xFFFF_FFFFL;
  }

  private static MalformedDiskException malformed(long offset, String expected, Object found) {
    return new MalformedDiskException(VmdkRules.FORMAT, "V6", offset, expected, found);
  }
}
