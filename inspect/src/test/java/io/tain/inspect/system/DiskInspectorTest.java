package io.tain.inspect.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.TainException;
import io.tain.disk.ForeignTool;
import io.tain.disk.PartitionTable;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.disk.registry.PartitionTables;
import io.tain.fs.fat.FatImage;
import io.tain.inspect.Inspection;
import io.tain.inspect.InstalledPackage;
import io.tain.inspect.InstalledSystem;
import io.tain.inspect.PartitionContent;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskInspectorTest {
  private static final long MIB = 1 << 20;
  private static final String STATUS =
      """
      Package: nginx
      Status: install ok installed
      Architecture: amd64
      Source: nginx-source
      Version: 1.22.1-9

      Package: dpkg
      Status: install ok installed
      Architecture: amd64
      Version: 1.21.22
      """;

  @TempDir Path directory;

  @Test
  void inspect_rootBehindOtherPartitions_isFoundByContent() throws Exception {
    Path disk = disk(root("root"), FatImage.labelled("ESP").bytes());

    try (VirtualDisk image = RawDisk.open(disk)) {
      PartitionTable table = PartitionTables.read(image);
      Inspection inspection = new DiskInspector().inspect(image, table);

      assertThat(inspection.partitions())
          .extracting(PartitionContent::type)
          .containsExactly("vfat", "empty", "ext4");
      InstalledSystem system = inspection.system().orElseThrow();
      assertThat(system.partitionNumber()).isEqualTo(3);
      assertThat(system.release().prettyName()).isEqualTo("Debian GNU/Linux 12 (bookworm)");
      assertThat(system.release().codename()).isEqualTo("bookworm");
      assertThat(system.architecture()).isEqualTo("amd64");
      assertThat(system.kernels()).containsExactly("6.1.0-31-amd64", "6.1.0-9-amd64");
      assertThat(system.packages())
          .contains(new InstalledPackage("nginx", "1.22.1-9", "amd64", "nginx-source", "1.22.1-9"));
      assertThat(system.problem()).isEmpty();
      assertThat(inspection.partitions().getLast().usedBytes()).isPositive();
      assertThat(inspection.partitions().getLast().label()).isEqualTo("root");
    }
  }

  @Test
  void packages_ofALargeDisk_readsLittle() throws Exception {
    Path tree = root("large");
    for (int i = 0; i < 200; i++) {
      Files.write(tree.resolve("file-" + i), new byte[200_000]);
    }
    byte[] content = Files.readAllBytes(disk(tree, FatImage.labelled("ESP").bytes()));
    SparseMemoryDisk counted = SparseMemoryDisk.of(content);
    PartitionTable table = PartitionTables.read(counted);
    long before = counted.readBytes();

    assertThat(new DiskInspector().packages(counted, table)).hasSize(2);

    assertThat(counted.readBytes() - before).isLessThan(2 * MIB);
  }

  @Test
  void inspect_diskWithoutTable_looksAtTheWhole() throws Exception {
    try (VirtualDisk image = RawDisk.open(Ext4Image.of(root("whole"), "64M"))) {
      Inspection inspection = new DiskInspector().inspect(image, PartitionTable.NONE);

      assertThat(inspection.system().orElseThrow().partitionNumber()).isZero();
      assertThat(new DiskInspector().packages(image, PartitionTable.NONE)).hasSize(2);
    }
  }

  @Test
  void inspect_damagedDatabase_keepsTheRestAndSaysSo() throws Exception {
    Path tree = root("damaged");
    Ext4Image.put(tree, "var/lib/dpkg/status", "Package: a\nStatus: install ok installed\n");

    try (VirtualDisk image = RawDisk.open(Ext4Image.of(tree, "64M"))) {
      InstalledSystem system =
          new DiskInspector().inspect(image, PartitionTable.NONE).system().orElseThrow();

      assertThat(system.problem()).isEqualTo("packages.malformed");
      assertThat(system.release().id()).isEqualTo("debian");
      assertRefused(image, "packages.malformed");
    }
  }

  @Test
  void packages_systemWithoutDpkg_areUnsupportedAndTheProcessorIsTold() throws Exception {
    Path tree = root("other");
    Files.delete(tree.resolve("var/lib/dpkg/status"));
    Files.createDirectories(tree.resolve("bin"));
    Files.copy(Path.of("/bin/true"), tree.resolve("bin/sh"));
    String expected = ForeignTool.run("dpkg", "--print-architecture").strip();

    try (VirtualDisk image = RawDisk.open(Ext4Image.of(tree, "64M"))) {
      InstalledSystem system =
          new DiskInspector().inspect(image, PartitionTable.NONE).system().orElseThrow();

      assertThat(system.problem()).isEqualTo("packages.unsupported");
      assertThat(system.architecture()).isEqualTo(expected);
      assertRefused(image, "packages.unsupported");
    }
  }

  @Test
  void packages_fileSystemThatIsDamagedOrNotRead_areNoEmptyAnswer() throws Exception {
    Path image = Ext4Image.of(root("broken"), "64M");
    byte[] content = Files.readAllBytes(image);
    content[1024 + 0x20]++;
    assertRefused(SparseMemoryDisk.of(content), "fs.malformed");

    var squashfs = new SparseMemoryDisk(MIB);
    squashfs.write(0, new byte[] {'h', 's', 'q', 's'});
    assertRefused(squashfs, "fs.unsupported");
    assertThat(new DiskInspector().inspect(squashfs, PartitionTable.NONE).partitions())
        .singleElement()
        .extracting(PartitionContent::type)
        .isEqualTo("squashfs");

    assertRefused(new SparseMemoryDisk(MIB), "system.not-found");
  }

  private static void assertRefused(VirtualDisk disk, String code) {
    assertThatThrownBy(() -> new DiskInspector().packages(disk, PartitionTable.NONE))
        .isInstanceOfSatisfying(
            TainException.class, error -> assertThat(error.code().text()).isEqualTo(code));
  }

  private Path root(String name) throws Exception {
    Path tree = directory.resolve(name);
    Ext4Image.put(
        tree,
        "usr/lib/os-release",
        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_CODENAME=bookworm\n");
    Files.createDirectories(tree.resolve("etc"));
    Files.createSymbolicLink(tree.resolve("etc/os-release"), Path.of("../usr/lib/os-release"));
    Ext4Image.put(tree, "var/lib/dpkg/status", STATUS);
    Ext4Image.put(tree, "boot/vmlinuz-6.1.0-9-amd64", "kernel");
    Ext4Image.put(tree, "boot/vmlinuz-6.1.0-31-amd64", "kernel");
    return tree;
  }

  /// GPT: an EFI partition at 1 MiB, an empty one at 5 MiB, the root at 6 MiB.
  private Path disk(Path root, byte[] esp) throws Exception {
    Path image = Ext4Image.of(root, "64M");
    Path disk = Files.createTempFile(directory, "disk", ".raw");
    ForeignTool.run("truncate", "-s", "72M", disk.toString());
    ForeignTool.run(
        "bash",
        "-c",
        "printf 'label: gpt\\nstart=1MiB,size=4MiB,type=U\\nstart=5MiB,size=1MiB\\n"
            + "start=6MiB,size=64MiB\\n' | sfdisk -q \"$1\"",
        "-",
        disk.toString());
    try (var channel = Files.newByteChannel(disk, StandardOpenOption.WRITE)) {
      channel.position(MIB).write(ByteBuffer.wrap(esp));
      channel.position(6 * MIB).write(ByteBuffer.wrap(Files.readAllBytes(image)));
    }
    return disk;
  }
}
