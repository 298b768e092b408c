package io.tain.store.scrub;

import io.tain.base.Digest;
import io.tain.base.TainException;
import io.tain.disk.DiskLayout;
import io.tain.store.DamagedException;
import io.tain.store.ScrubFinding;
import io.tain.store.StoredDisk;
import io.tain.store.cut.CutSource;
import io.tain.store.cut.Cutter;
import io.tain.store.identity.DiskDigest;
import io.tain.store.read.StoredDisks;
import io.tain.store.scrub.SqlInventory.KnownVersion;
import java.io.IOException;
import java.util.List;

/// Compares the content digest of whole disks.
///
/// For one thread, which hashes with others.
final class DiskCheck {
  private final StoredDisks disks;
  private final Cutter cutter;
  private long readBytes;

  DiskCheck(StoredDisks disks, int threads) {
    this.disks = disks;
    this.cutter = new Cutter(threads);
  }

  /// What is wrong with a version's disk: nothing, or the first thing that was found.
  List<ScrubFinding> run(KnownVersion version) throws IOException {
    try (StoredDisk disk = disks.open(version.place())) {
      Digest found = digestOf(disk);
      requireEqual(version, version.contentDigest(), disk.contentDigest());
      requireEqual(version, version.contentDigest(), found);
      return List.of();
    } catch (TainException e) {
      return List.of(ScrubFinding.of(e).hurting(List.of(version.id())));
    }
  }

  /// The bytes of disks that were read.
  long readBytes() {
    return readBytes;
  }

  private Digest digestOf(StoredDisk disk) throws IOException {
    var digest = new DiskDigest(disk.sizeBytes());
    var source = new CutSource(disk, DiskLayout.DISK_ORDER, List.of());
    cutter.cut(source, (cut, bytes) -> digest.add(cut, () -> bytes));
    readBytes += disk.dataBytes();
    return digest.finish();
  }

  private static void requireEqual(KnownVersion version, Digest expected, Digest found) {
    if (!found.equals(expected)) {
      throw new DamagedException("version " + version.id(), 0, expected, found);
    }
  }
}
