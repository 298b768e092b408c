package io.tain.fs.ext4;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileSystem;
import io.tain.fs.HostTree;
import io.tain.fs.ReadTree;
import io.tain.fs.registry.FileSystems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images of mke2fs, with a tree of every shape inside, read back whole.
final class Ext4ReadTest {
  @TempDir static Path shared;
  static Path tree;
  static Map<String, String> expected;

  @TempDir Path directory;

  @BeforeAll
  static void makeTree() throws Exception {
    tree = Files.createDirectory(shared.resolve("tree"));
    HostTree.make(tree, 1_500);
    expected = HostTree.describe(tree);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ext4 | 4096 | 64bit,metadata_csum",
        "ext4 | 1024 | 64bit,metadata_csum",
        "ext4 | 2048 | ^64bit,metadata_csum,metadata_csum_seed",
        "ext4 | 4096 | ^64bit,^metadata_csum,^resize_inode,meta_bg",
        "ext4 | 1024 | metadata_csum,inline_data,large_dir",
        "ext4 | 4096 | metadata_csum,bigalloc",
        "ext4 | 65536 | metadata_csum",
        "ext4 | 1024 | ^extents,^64bit,^flex_bg",
        "ext3 | 1024 | dir_index",
        "ext2 | 1024 | ^sparse_super,^resize_inode",
        "ext2 | 4096 | sparse_super2,^resize_inode"
      })
  void read_treeOfEveryShape_isWhatWasPutIn(String type, int blockBytes, String features)
      throws Exception {
    Path image = image(tree, type, blockBytes, features);

    assertReadBack(image, expected);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ext4 | 1024 | metadata_csum",
        "ext4 | 4096 | metadata_csum,casefold",
        "ext3 | 1024 | dir_index"
      })
  void read_hashedDirectories_areWhatWasPutIn(String type, int blockBytes, String features)
      throws Exception {
    Path image = image(tree, type, blockBytes, features);
    assertThat(ForeignTool.runAny("e2fsck", "-fyD", image.toString()).exitCode()).isLessThan(4);

    assertReadBack(image, expected);
  }

  @Test
  @Tag("slow")
  void read_tenThousandFilesInHashTreeOfTwoLevels_areWhatWasPutIn() throws Exception {
    Path many = Files.createDirectory(directory.resolve("tree"));
    HostTree.make(many, 10_000);
    Path image = image(many, "ext4", 1024, "metadata_csum");
    assertThat(ForeignTool.runAny("e2fsck", "-fyD", image.toString()).exitCode()).isLessThan(4);
    assertThat(ForeignTool.run("debugfs", "-R", "htree_dump /many", image.toString()))
        .contains("Indirect levels: 1");

    assertReadBack(image, HostTree.describe(many));
  }

  private Path image(Path source, String type, int blockBytes, String features) throws Exception {
    Path image = directory.resolve("image");
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
        "-I",
        "256",
        "-N",
        "20000",
        "-L",
        "镜像",
        "-d",
        source.toString(),
        image.toString(),
        "1500M");
    return image;
  }

  private static void assertReadBack(Path image, Map<String, String> expected) throws Exception {
    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = FileSystems.open(disk).orElseThrow();

      assertSame(ReadTree.describe(fileSystem), expected);
      assertThat(fileSystem.label()).isEqualTo("镜像");
      assertThat(fileSystem.type()).isEqualTo(blkid(image, "TYPE"));
      assertThat(fileSystem.uuid()).isEqualTo(blkid(image, "UUID"));
      assertUsedAsDumpe2fsSays(fileSystem, image);
      assertRunsHoldTheFile(fileSystem, disk, "/sizes/5000000");
    }
  }

  private static void assertSame(Map<String, String> read, Map<String, String> expected) {
    var actual = new TreeMap<>(read);
    assertThat(actual.remove("/lost+found")).startsWith("d");
    var differences = new ArrayList<String>();
    expected.forEach(
        (path, line) -> {
          String found = actual.remove(path);
          if (!line.equals(found)) {
            differences.add(path + ": expected " + line + ", found " + found);
          }
        });
    assertThat(differences).isEmpty();
    assertThat(actual).isEmpty();
  }

  private static void assertUsedAsDumpe2fsSays(FileSystem fileSystem, Path image) throws Exception {
    String header = ForeignTool.run("dumpe2fs", "-h", image.toString());
    long blockBytes = number(header, "Block size:");
    assertThat(fileSystem.sizeBytes()).isEqualTo(number(header, "Block count:") * blockBytes);
    assertThat(fileSystem.usedBytes())
        .isEqualTo(fileSystem.sizeBytes() - number(header, "Free blocks:") * blockBytes);
  }

  private static void assertRunsHoldTheFile(FileSystem fileSystem, VirtualDisk disk, String path)
      throws IOException {
    FileEntry file = fileSystem.find(path).orElseThrow();
    ByteBuffer raw = ByteBuffer.allocate((int) (file.sizeBytes() + (1 << 16)));
    for (var run : fileSystem.runs(file)) {
      ByteBuffer part = raw.slice(raw.position(), (int) run.length());
      disk.read(run.offset(), part);
      raw.position(raw.position() + (int) run.length());
    }
    byte[] content = fileSystem.open(file).readAllBytes();
    assertThat(raw.flip().limit(content.length)).isEqualTo(ByteBuffer.wrap(content));
  }

  private static String blkid(Path image, String tag) throws Exception {
    return ForeignTool.run("blkid", "-p", "-s", tag, "-o", "value", image.toString()).strip();
  }

  private static long number(String header, String field) {
    return header
        .lines()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.substring(field.length()).strip()))
        .findFirst()
        .orElseThrow();
  }
}
