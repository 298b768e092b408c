package io.tain.store.cut;

import io.tain.base.ByteRange;
import io.tain.disk.DiskLayout;
import io.tain.disk.Region;
import io.tain.disk.SparseMemoryDisk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Disks of data, zeros and holes, with hints that may be wrong in every way.
public final class RandomDisks {
  private static final int SECTOR = 512;

  private final RandomGenerator random;
  private final SparseMemoryDisk disk;
  private final List<Region> regions = new ArrayList<>();
  private final List<Long> origins = new ArrayList<>();

  private RandomDisks(RandomGenerator random, int sizeBytes) {
    this.random = random;
    this.disk = new SparseMemoryDisk(sizeBytes);
  }

  /// A disk of at most `maxBytes`, which is rarely a whole number of anything.
  public static CutSource inDiskOrder(RandomGenerator random, int maxBytes) {
    var made = new RandomDisks(random, random.nextInt(1, maxBytes));
    made.writeData();
    made.addOrigins();
    return new CutSource(made.disk, DiskLayout.DISK_ORDER, made.origins);
  }

  /// The same with regions that may overlap, lie outside, or split sectors.
  public static CutSource withHints(RandomGenerator random, int maxBytes) {
    var made = new RandomDisks(random, random.nextInt(1, maxBytes));
    made.writeData();
    made.addOrigins();
    for (int i = random.nextInt(8); i >= 0; i--) {
      made.addRegion();
    }
    return new CutSource(made.disk, DiskLayout.of(made.regions), made.origins);
  }

  private void writeData() {
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      int offset = random.nextInt((int) disk.sizeBytes());
      int length = random.nextInt((int) disk.sizeBytes() - offset + 1);
      byte[] data = new byte[random.nextInt(4) == 0 ? length : length / 4];
      random.nextBytes(data);
      zeroSomeOf(data);
      disk.write(offset, data);
    }
  }

  private void zeroSomeOf(byte[] data) {
    for (int at = 0; at < data.length; at += 4096) {
      if (random.nextInt(6) == 0) {
        Arrays.fill(data, at, Math.min(at + 8192, data.length), (byte) 0);
      }
    }
  }

  private void addOrigins() {
    for (int i = random.nextInt(4); i > 0; i--) {
      origins.add(sector(disk.sizeBytes() + 4096));
    }
  }

  private void addRegion() {
    var runs = new ArrayList<ByteRange>();
    for (int i = random.nextInt(5); i > 0; i--) {
      long length = sector(disk.sizeBytes() / 3 + SECTOR) + (random.nextInt(50) == 0 ? 1 : 0);
      runs.add(new ByteRange(sector(disk.sizeBytes() + 4096), length));
    }
    long first = runs.isEmpty() ? 0 : runs.getFirst().offset();
    long origin = random.nextBoolean() ? first : sector(disk.sizeBytes());
    var kinds = Region.Kind.values();
    regions.add(new Region(kinds[random.nextInt(kinds.length)], "", runs, origin));
  }

  private long sector(long bound) {
    return random.nextLong(bound) / SECTOR * SECTOR;
  }
}
