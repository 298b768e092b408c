package io.tain.inspect.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tain.base.ByteRange;
import io.tain.disk.ForeignTool;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.PartitionTable.Scheme;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VolumeGroup;
import io.tain.inspect.Inspection;
import io.tain.inspect.InstalledSystem;
import io.tain.inspect.PartitionContent;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// File systems on logical volumes that lvm2 made in a guest (fs/src/test/golden/make.sh).
final class LogicalVolumesTest {
  private static final int MIB = 1 << 20;

  @TempDir Path directory;

  @Test
  void inspect_partitionOfAVolumeGroup_findsWhatIsOnItsVolumes() throws Exception {
    Inspection inspection = inspect(image());

    assertThat(inspection.partitions())
        .extracting(c -> c.partition().number(), PartitionContent::volume, PartitionContent::type)
        .containsExactly(
            tuple(1, "", "empty"),
            tuple(2, "", "lvm"),
            tuple(2, "tain/gap", "empty"),
            tuple(2, "tain/pool", "lvm-thin-pool"),
            tuple(2, "tain/root", "ext4"),
            tuple(2, "tain/snap", "lvm-snapshot"),
            tuple(2, "tain/striped", "ext4"),
            tuple(2, "tain/thin", "lvm-thin"),
            tuple(2, "tain/xfs-data", "xfs"));
    assertThat(inspection.systems())
        .extracting(InstalledSystem::partitionNumber, system -> system.release().id())
        .containsExactly(tuple(2, "rooted"), tuple(2, "striped"), tuple(2, "xfs"));
  }

  @Test
  void inspect_damagedDescription_isAProblemOfThePartition() throws Exception {
    byte[] image = image();
    image[4096 + 100] ^= 1;

    assertThat(inspect(image).partitions())
        .extracting(PartitionContent::volume, PartitionContent::type, PartitionContent::problem)
        .containsExactly(tuple("", "empty", ""), tuple("", "lvm", "disk.malformed"));
  }

  /// The image of a physical volume as the second partition of a disk.
  private static Inspection inspect(byte[] image) throws Exception {
    var disk = new SparseMemoryDisk(4L * MIB + image.length);
    disk.write(3L * MIB, image);
    var table =
        new PartitionTable(
            Scheme.MBR,
            List.of(
                new Partition(1, new ByteRange(MIB, MIB), "0x83", "", ""),
                new Partition(2, new ByteRange(3L * MIB, image.length), "0x8e", "", "")));
    return new DiskInspector().inspect(disk, table);
  }

  private byte[] image() throws Exception {
    Path packed = directory.resolve("lvm.img.xz");
    try (InputStream source = VolumeGroup.class.getResourceAsStream("lvm/lvm.img.xz")) {
      Files.write(packed, source.readAllBytes());
    }
    ForeignTool.run("xz", "-df", packed.toString());
    return Files.readAllBytes(directory.resolve("lvm.img"));
  }
}
