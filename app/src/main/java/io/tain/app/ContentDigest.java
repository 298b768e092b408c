package io.tain.app;

import io.tain.base.Digest;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import io.tain.store.cut.CutSource;
import io.tain.store.cut.Cutter;
import io.tain.store.identity.DiskDigest;
import java.io.IOException;

/// Computes the content digest of any disk: its fs-verity digest.
public final class ContentDigest {
  private ContentDigest() {}

  /// Reads the whole disk, but for its holes.
  public static Digest of(VirtualDisk disk) throws IOException {
    var digest = new DiskDigest(disk.sizeBytes());
    new Cutter(Runtime.getRuntime().availableProcessors())
        .cut(
            CutSource.inDiskOrder(disk, PartitionTable.NONE),
            (cut, bytes) -> digest.add(cut, () -> bytes));
    return digest.finish();
  }
}
