package io.tain.fs.ext4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.BoundedDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileSystem;
import io.tain.fs.MalformedFileSystemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What file systems of every layout call used, against the free blocks that dumpe2fs lists.
final class Ext4AllocationTest {
  private static final String SCRIPT =
      "cd \"$1\"; mkdir d; for i in $(seq 200); do seq $((i * 37)) > d/f$i; done;"
          + " truncate -s 3G sparse; echo x | dd of=sparse bs=1 seek=2147483648 conv=notrunc"
          + " status=none; head -c 3000000 /dev/urandom > large";

  @TempDir Path directory;

  /// The first four are what Debian 11 to 13, Ubuntu, AlmaLinux and openEuler make by default.
  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ext4 | 4096 | 300M | has_journal,extents,64bit,flex_bg,metadata_csum,huge_file,dir_nlink",
        "ext4 | 4096 | 300M | 64bit,metadata_csum,metadata_csum_seed,orphan_file",
        "ext4 | 4096 | 300M | ^64bit,^metadata_csum,uninit_bg",
        "ext4 | 1024 | 300M | 64bit,metadata_csum,ea_inode,large_dir",
        "ext4 | 1024 | 300M | ^64bit,^metadata_csum,^uninit_bg",
        "ext4 | 1024 | 300M | ^flex_bg,64bit,metadata_csum",
        "ext4 | 4096 | 300M | meta_bg,^resize_inode,64bit,metadata_csum",
        "ext4 | 1024 | 300M | meta_bg,^resize_inode,uninit_bg,^64bit,^metadata_csum",
        "ext4 | 4096 | 300M | bigalloc,metadata_csum",
        "ext4 | 1024 | 300M | bigalloc,metadata_csum",
        "ext4 | 2048 | 300M | sparse_super2,^resize_inode,metadata_csum",
        "ext4 | 4096 | 300M | quota,project,metadata_csum",
        "ext4 | 4096 | 300M | inline_data,casefold,encrypt,verity,stable_inodes",
        "ext4 | 4096 | 300M | fast_commit,metadata_csum",
        "ext4 | 65536 | 300M | metadata_csum",
        "ext3 | 1024 | 64M | dir_index",
        "ext2 | 1024 | 64M | ^sparse_super,^resize_inode",
        "ext2 | 4096 | 64M | ^sparse_super,^resize_inode"
      })
  void allocatedRanges_ofEveryLayout_areAllButTheFreeBlocksOfDumpe2fs(
      String type, int blockBytes, String size, String features) throws Exception {
    Path image = image(type, blockBytes, size, features);
    age(image);

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);
      List<ByteRange> allocated = allocated(fileSystem);

      assertThat(free(allocated, fileSystem.sizeBytes())).isEqualTo(freeOfDumpe2fs(image));
      assertThat(fileSystem.notices()).isEmpty();
      fileSystem.walk(fileSystem.root(), entry -> assertInside(allocated, fileSystem, entry));
      FileEntry sparse = fileSystem.find("/sparse").orElseThrow();
      List<ByteRange> holes = fileSystem.holes(sparse);
      long holeBytes = holes.stream().mapToLong(ByteRange::length).sum();
      assertThat(holeBytes).isBetween(sparse.sizeBytes() - (1 << 18), sparse.sizeBytes());
      assertThat(holes.getFirst().offset()).isLessThan(blockBytes + 1L);
    }
  }

  @Test
  void allocatedRanges_bitmapThatWasChanged_isMalformed() throws Exception {
    byte[] image = Files.readAllBytes(image("ext4", 1024, "8M", "metadata_csum"));
    String printed = ForeignTool.run("dumpe2fs", directory.resolve("image").toString());
    int bitmap = Integer.parseInt(printed.replaceAll("(?s).*?Block bitmap at (\\d+).*", "$1"));
    image[bitmap * 1024 + 900] ^= 1;
    FileSystem fileSystem = Ext4FileSystem.open(new BoundedDisk(image, 100_000, 1L << 30));

    assertThatThrownBy(() -> fileSystem.allocatedRanges(_ -> {}))
        .isInstanceOf(MalformedFileSystemException.class)
        .hasMessageContaining("bitmap");
  }

  private Path image(String type, int blockBytes, String size, String features) throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Path image = directory.resolve("image");
    JournalledImage.bash(SCRIPT, tree);
    ForeignTool.run(
        "mke2fs",
        "-q",
        "-F",
        "-t",
        type,
        "-b",
        "" + blockBytes,
        "-O",
        features,
        "-d",
        tree.toString(),
        image.toString(),
        size);
    return image;
  }

  /// Removes and writes files, so that free space lies between them.
  private void age(Path image) {
    ForeignTool.run(
        "bash",
        "-c",
        "{ for i in $(seq 1 3 200); do echo \"rm d/f$i\"; done;"
            + " for i in $(seq 1 9 200); do echo \"write $2/d/f$i d/new$i\"; done; }"
            + " | debugfs -w -f /dev/stdin \"$1\" > \"$2/../log\" 2>&1;"
            + " e2fsck -fy \"$1\" >> \"$2/../log\" 2>&1; test $? -le 1",
        "-",
        image.toString(),
        directory.resolve("tree").toString());
  }

  private static void assertInside(
      List<ByteRange> allocated, FileSystem fileSystem, FileEntry entry) throws IOException {
    if (entry.isFile()) {
      for (ByteRange run : fileSystem.runs(entry)) {
        assertThat(allocated).as(entry.path()).anyMatch(range -> range.contains(run));
      }
    }
  }

  private static List<ByteRange> allocated(FileSystem fileSystem) throws Exception {
    var ranges = new ArrayList<ByteRange>();
    fileSystem.allocatedRanges(ranges::add);
    return ranges;
  }

  private static List<ByteRange> free(List<ByteRange> allocated, long end) {
    var free = new ArrayList<ByteRange>();
    long at = 0;
    for (ByteRange range : allocated) {
      if (range.offset() > at) {
        free.add(ByteRange.between(at, range.offset()));
      }
      at = range.end();
    }
    if (at < end) {
      free.add(ByteRange.between(at, end));
    }
    return free;
  }

  private static List<ByteRange> freeOfDumpe2fs(Path image) {
    String printed = ForeignTool.run("dumpe2fs", image.toString());
    long blockBytes = number(printed, "Block size:");
    long clusterBytes =
        printed.contains("Cluster size:") ? number(printed, "Cluster size:") : blockBytes;
    var free = new ArrayList<ByteRange>();
    for (String line : printed.lines().filter(l -> l.startsWith("  Free blocks: ")).toList()) {
      String list = line.substring("  Free blocks: ".length()).strip();
      for (String range : list.isEmpty() ? new String[0] : list.split(", ")) {
        String[] ends = range.split("-");
        long start = Long.parseLong(ends[0]) * blockBytes;
        // It names the first block of the last cluster.
        long end = Long.parseLong(ends[ends.length - 1]) * blockBytes + clusterBytes;
        boolean follows = !free.isEmpty() && free.getLast().end() == start;
        free.add(ByteRange.between(follows ? free.removeLast().offset() : start, end));
      }
    }
    return free;
  }

  private static long number(String printed, String field) {
    return printed
        .lines()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.substring(field.length()).strip()))
        .findFirst()
        .orElseThrow();
  }
}
