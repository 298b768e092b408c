package io.tain.disk.qcow2;

import io.tain.base.TainException;
import io.tain.disk.ContainedDisk;
import io.tain.disk.ContainerFormat;
import io.tain.disk.DiskDescription.Allocation;
import io.tain.disk.Place;
import io.tain.disk.Violation;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Files in qcow2, versions 2 and 3, that need no other file.
public final class Qcow2Container implements ContainerFormat {
  @Override
  public List<TainException> refusals(VirtualDisk bytes) throws IOException {
    return Qcow2Disk.refusals(bytes);
  }

  @Override
  public long claimedSizeBytes(VirtualDisk bytes) throws IOException {
    return Math.max(0, Qcow2Disk.claimedSizeBytes(bytes));
  }

  @Override
  public void places(VirtualDisk bytes, Place.Sink sink) throws IOException {
    Qcow2Disk.open(bytes).places(sink);
  }

  @Override
  public ContainedDisk open(VirtualDisk bytes) throws IOException {
    Qcow2Disk disk = Qcow2Disk.open(bytes);
    Qcow2Facts facts = disk.facts();
    var allocation =
        new Allocation(
            facts.clusterBytes(),
            facts.compressedClusters() > 0 ? facts.compression() : "none",
            facts.snapshots());
    return new ContainedDisk(disk, facts.dataBytes(), allocation, notices(facts));
  }

  private static List<Violation> notices(Qcow2Facts facts) {
    var notices = new ArrayList<Violation>();
    if (facts.isDirty()) {
      notices.add(new Violation("", "Q3", 72, "dirty: not closed by what wrote it last"));
    }
    if (facts.snapshots() > 0) {
      notices.add(
          new Violation("", "Q7", 60, "%d snapshots left out".formatted(facts.snapshots())));
    }
    return notices;
  }
}
