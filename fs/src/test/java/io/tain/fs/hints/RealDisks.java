package io.tain.fs.hints;

import io.tain.base.ByteRange;
import io.tain.disk.ForeignTool;
import io.tain.disk.LogicalVolume;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.registry.VolumeGroups;
import io.tain.fs.xfs.XfsFileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Disks as servers have them, of file systems that mke2fs, mkfs.vfat, lvm2 and a kernel made.
///
/// @param directory for what the tools write
public record RealDisks(Path directory) {
  /// A kernel and an initrd, in /boot and in the EFI partition, and some small files.
  private static final String TREE =
      "mkdir -p boot etc usr/bin efi/EFI/Linux many;"
          + " openssl enc -aes-128-ctr -K 00 -iv 00 -in /dev/zero 2>/dev/null"
          + " | head -c 700123 > boot/vmlinuz;"
          + " openssl enc -aes-128-ctr -K 01 -iv 00 -in /dev/zero 2>/dev/null"
          + " | head -c 900000 > boot/initrd;"
          + " for i in $(seq 300); do seq $i $((i * 3)) > many/$i; done;"
          + " seq 40000 > usr/bin/large; ln usr/bin/large usr/bin/same; echo a > etc/hostname;"
          + " cp boot/vmlinuz boot/initrd efi/EFI/Linux; echo b > efi/EFI/a.conf; sync";

  private static final long MIB = 1 << 20;
  private static final int SECTOR_BYTES = 512;

  /// Every disk of these.
  public List<RealDisk> all() throws Exception {
    return List.of(espAndRoot(), sector63(), xfs(), logicalVolumes());
  }

  /// An EFI partition with clusters of 512 bytes, which begin off the grid, and an ext4 root.
  public RealDisk espAndRoot() throws Exception {
    Path esp = file("esp", "36M");
    ForeignTool.run("mkfs.vfat", "-F", "32", "-s", "1", "-i", "1A2B3C4D", esp.toString());
    ForeignTool.run(
        "bash", "-c", "mcopy -s -i \"$1\" \"$2\"/efi/EFI ::", "-", "" + esp, "" + tree());
    var disk = new SparseMemoryDisk(64 * MIB);
    copy(esp, disk.sizeBytes(), disk, MIB);
    copy(ext4("root", "16M", "4096"), disk.sizeBytes(), disk, 40 * MIB);
    return new RealDisk(
        "ESP and ext4",
        disk,
        table(new ByteRange(MIB, 36 * MIB), new ByteRange(40 * MIB, 16 * MIB)));
  }

  /// An old partition, whose blocks are not those of the disk.
  public RealDisk sector63() throws Exception {
    var disk = new SparseMemoryDisk(20 * MIB);
    copy(ext4("old", "16M", "1024"), disk.sizeBytes(), disk, 63 * SECTOR_BYTES);
    return new RealDisk("sector 63", disk, table(new ByteRange(63 * SECTOR_BYTES, 16 * MIB)));
  }

  /// A disk without partitions that a kernel 6.1 filled.
  public RealDisk xfs() throws IOException {
    Path image = unpacked(XfsFileSystem.class, "v5.img.xz");
    var disk = new SparseMemoryDisk(Files.size(image));
    copy(image, disk.sizeBytes(), disk, 0);
    return new RealDisk("XFS", disk, PartitionTable.NONE);
  }

  /// A physical volume of lvm2 with an ext4 on a striped and one on a linear volume.
  public RealDisk logicalVolumes() throws Exception {
    Path image = unpacked(LogicalVolume.class, "lvm/lvm.img.xz");
    var disk = new SparseMemoryDisk(Files.size(image));
    copy(image, disk.sizeBytes(), disk, 0);
    for (LogicalVolume volume : VolumeGroups.of(disk, PartitionTable.NONE).getFirst().volumes()) {
      if (List.of("root", "striped").contains(volume.name())) {
        VirtualDisk content = volume.content().orElseThrow();
        Path filled = ext4("lv-" + volume.name(), content.sizeBytes() / 1024 + "K", "1024");
        for (long at = 0; at < content.sizeBytes(); ) {
          ByteRange place = content.placeBelow(ByteRange.between(at, content.sizeBytes()));
          disk.write(place.offset(), part(filled, at, place.length()));
          at += place.length();
        }
      }
    }
    return new RealDisk("LVM", disk, PartitionTable.NONE);
  }

  private Path tree() throws IOException {
    Path tree = directory.resolve("tree");
    if (!Files.exists(tree)) {
      Files.createDirectory(tree);
      ForeignTool.run("bash", "-c", "cd \"$1\"; " + TREE, "-", tree.toString());
    }
    return tree;
  }

  private Path ext4(String name, String size, String blockBytes) throws IOException {
    Path image = file(name, size);
    ForeignTool.run(
        "mke2fs", "-q", "-F", "-t", "ext4", "-b", blockBytes, "-d", "" + tree(), "" + image);
    return image;
  }

  private Path file(String name, String size) {
    Path file = directory.resolve(name);
    ForeignTool.run("truncate", "-s", size, file.toString());
    return file;
  }

  private Path unpacked(Class<?> beside, String name) throws IOException {
    Path packed = directory.resolve(Path.of(name).getFileName());
    try (InputStream source = beside.getResourceAsStream(name)) {
      Files.write(packed, Objects.requireNonNull(source).readAllBytes());
    }
    ForeignTool.run("xz", "-df", packed.toString());
    return Path.of(packed.toString().replaceAll("\\.xz$", ""));
  }

  private static PartitionTable table(ByteRange... ranges) {
    var partitions =
        Arrays.stream(ranges).map(range -> new Partition(1, range, "0x83", "", "")).toList();
    return new PartitionTable(PartitionTable.Scheme.MBR, partitions);
  }

  /// Copies what is not zeros.
  private static void copy(Path image, long end, SparseMemoryDisk disk, long offset)
      throws IOException {
    byte[] zeros = new byte[SparseMemoryDisk.BLOCK_BYTES];
    byte[] all = Files.readAllBytes(image);
    for (int at = 0; at < Math.min(all.length, end - offset); at += zeros.length) {
      byte[] block = Arrays.copyOfRange(all, at, Math.min(all.length, at + zeros.length));
      if (!Arrays.equals(block, zeros)) {
        disk.write(offset + at, block);
      }
    }
  }

  private static byte[] part(Path file, long offset, long length) throws IOException {
    byte[] part = new byte[(int) length];
    try (var channel = Files.newByteChannel(file)) {
      channel.position(offset).read(ByteBuffer.wrap(part));
    }
    return part;
  }

  /// A disk and its partitions.
  public record RealDisk(String name, SparseMemoryDisk disk, PartitionTable table) {
    @Override
    public String toString() {
      return name;
    }
  }
}
