package io.tain.disk.layout;

import io.tain.base.ByteRange;
import io.tain.disk.DiskFormat;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VirtualDiskContract;
import io.tain.disk.qcow2.Qcow2Disk;
import io.tain.disk.qcow2.Qcow2LayoutRules;
import io.tain.disk.vhd.FixedVhdLayoutRules;
import java.util.UUID;
import org.junit.jupiter.api.Nested;

/// What a view keeps as a disk of its own, and what is read through one.
final class LaidOutFileTest {
  private static final UUID ID = new UUID(1, 2);

  @Nested
  final class Raw extends VirtualDiskContract {
    @Override
    protected VirtualDisk open(SparseMemoryDisk example) {
      return new LaidOutFile(DiskFormat.RAW, example, new PlainLayout(example.sizeBytes()));
    }
  }

  @Nested
  final class StartOfFixedVhd extends VirtualDiskContract {
    @Override
    protected VirtualDisk open(SparseMemoryDisk example) throws Exception {
      return view(DiskFormat.VHD, example, new FixedVhdLayoutRules(example.sizeBytes()))
          .slice(new ByteRange(0, example.sizeBytes()));
    }
  }

  @Nested
  final class DiskInQcow2 extends VirtualDiskContract {
    @Override
    protected VirtualDisk open(SparseMemoryDisk example) throws Exception {
      return Qcow2Disk.open(
          view(DiskFormat.QCOW2, example, new Qcow2LayoutRules(example.sizeBytes())));
    }
  }

  private static VirtualDisk view(DiskFormat format, VirtualDisk disk, LayoutRules rules)
      throws Exception {
    return new LaidOutFile(format, disk, rules.layout(BlockSet.of(disk, rules), ID));
  }
}
