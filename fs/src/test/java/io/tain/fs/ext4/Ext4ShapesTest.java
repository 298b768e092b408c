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
import io.tain.fs.MutatedImages;
import io.tain.fs.UnsupportedFileSystemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files and damage of particular shapes, made with debugfs.
final class Ext4ShapesTest {
  private static final long GIB = 1L << 30;

  @TempDir Path directory;

  @ParameterizedTest
  @Tag("slow")
  @ValueSource(strings = {"extents", "^extents,^64bit"})
  void read_fileInThousandsOfPieces_isWhatWasPutIn(String features) throws Exception {
    Path image = image(features, "64M", "a=1");
    Path content = directory.resolve("content");
    ForeignTool.run("bash", "-c", "seq 1 900000 > \"$1\"", "-", content.toString());
    fill(image, content);

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);
      FileEntry file = fileSystem.find("/pieces").orElseThrow();
      List<ByteRange> runs = fileSystem.runs(file);

      assertThat(fileSystem.open(file)).hasBinaryContent(Files.readAllBytes(content));
      assertThat(runs).hasSizeGreaterThan(1000);
      assertThat(blocksOfDebugfs(image)).containsSubsequence(blocks(runs));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"extents", "^extents,^64bit"})
  void read_sparseFileOfFourGib_hasItsHoles(String features) throws Exception {
    Path tree = Files.createDirectory(directory.resolve("sparse"));
    ForeignTool.run(
        "bash",
        "-c",
        "cd \"$1\"; truncate -s 4G sparse; for at in 0 1073741825 4294967288; do echo data$at |"
            + " head -c 5 | dd of=sparse bs=1 seek=$at conv=notrunc status=none; done",
        "-",
        tree.toString());
    Path image = directory.resolve("image");
    ForeignTool.run(
        "mke2fs",
        "-q",
        "-t",
        "ext4",
        "-O",
        features,
        "-d",
        tree.toString(),
        image.toString(),
        "64M");

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);
      FileEntry file = fileSystem.find("/sparse").orElseThrow();

      assertThat(file.sizeBytes()).isEqualTo(4 * GIB);
      assertThat(text(fileSystem, file, 0)).isEqualTo("data0");
      assertThat(text(fileSystem, file, GIB + 1)).isEqualTo("data1");
      assertThat(text(fileSystem, file, 4 * GIB - 8)).isEqualTo("data4");
      assertThat(text(fileSystem, file, 2 * GIB)).isEqualTo("\0".repeat(5));
      assertThat(fileSystem.runs(file).stream().mapToLong(ByteRange::length).sum())
          .isLessThan(1 << 20);
    }
  }

  @Test
  void attributes_timeWithNanosecondsAfter2038_isWhatDebugfsSet() throws Exception {
    Path image = image("extents", "8M", "echo x > file");
    debugfs(image, "set_inode_field file mtime 0x90000000");
    debugfs(image, "set_inode_field file mtime_extra 0x1D6F3455");

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileEntry file = Ext4FileSystem.open(disk).find("/file").orElseThrow();

      assertThat(file.attributes().modifiedAt())
          .isEqualTo(Instant.ofEpochSecond(0x90000000 + (1L << 32), 0x1D6F3455 >>> 2));
    }
  }

  @Test
  void read_encryptedFile_isUnsupportedByNameAndTheOthersAreRead() throws Exception {
    Path image = image("extents,encrypt", "8M", "mkdir d; echo x > d/secret; echo plain > plain");
    debugfs(image, "sif d/secret flags 0x80800");

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);
      FileEntry secret = fileSystem.find("/d/secret").orElseThrow();
      FileEntry plain = fileSystem.find("/plain").orElseThrow();

      assertThatThrownBy(() -> fileSystem.open(secret).readAllBytes())
          .isInstanceOf(UnsupportedFileSystemException.class)
          .hasMessageContaining("encrypt");
      assertThat(fileSystem.runs(secret)).hasSize(1);
      assertThat(fileSystem.extendedAttributes(secret)).isEmpty();
      assertThat(fileSystem.open(plain)).hasContent("plain\n");
    }
  }

  @Test
  void find_linksOfEveryKind_stayInsideTheImage() throws Exception {
    Path image =
        image(
            "extents",
            "8M",
            "mkdir -p etc usr/lib; echo in > usr/lib/x; ln -s ../usr/lib/x etc/relative; ln -s"
                + " /usr/lib/x etc/absolute; ln -s ../../../../etc/relative etc/outside; ln -s"
                + " loop etc/loop; ln -s nowhere etc/dangling; ln -s /usr etc/directory; ln -s l2"
                + " l1; for i in $(seq 2 40); do ln -s l$((i+1)) l$i; done; ln -s usr l41");

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);

      for (String path :
          List.of(
              "/etc/relative",
              "etc/absolute",
              "/etc/outside",
              "/etc/directory/lib/x",
              "/../usr/./lib//x",
              "/l2/lib/x")) {
        assertThat(fileSystem.find(path).orElseThrow().path()).as(path).isEqualTo("/usr/lib/x");
      }
      for (String path :
          List.of("/etc/loop", "/etc/dangling", "/l1/lib/x", "/usr/lib/x/y", "/etc/relative/..")) {
        assertThat(fileSystem.find(path)).as(path).isEmpty();
      }
      assertThat(fileSystem.find("/").orElseThrow().path()).isEqualTo("/");
    }
  }

  @Test
  void f1_directoryThatContainsItself_isMalformed() throws Exception {
    Path image = image("extents", "8M", "mkdir -p a/b");
    debugfs(image, "link a a/b/again");

    assertMalformed(Files.readAllBytes(image));
  }

  @Test
  void f1_extentBlockThatPointsToItself_isMalformed() throws Exception {
    Path image = image("extents,^metadata_csum", "64M", "a=1");
    Path content = directory.resolve("content");
    ForeignTool.run("bash", "-c", "seq 1 900000 > \"$1\"", "-", content.toString());
    fill(image, content);
    byte[] bytes = Files.readAllBytes(image);
    int index = (int) (long) blocksOfDebugfs(image).getFirst();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(index * 1024 + 16, index);

    assertMalformed(bytes);
  }

  @Test
  void read_extentOutsideOfTheDisk_isRefusedByF1WhereItStands() throws Exception {
    Path image = image("extents,^metadata_csum", "8M", "echo x > file");
    byte[] bytes = Files.readAllBytes(image);
    Matcher table =
        Pattern.compile("Inode table at (\\d+)")
            .matcher(ForeignTool.run("dumpe2fs", image.toString()));
    assertThat(table.find()).isTrue();
    FileSystem sound = Ext4FileSystem.open(new BoundedDisk(bytes, 100_000, GIB));
    long number = sound.find("/file").orElseThrow().inode();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int inodeBytes = buffer.getShort(1024 + 0x58);
    int blockBytes = 1024 << buffer.getInt(1024 + 0x18);
    int extent =
        Integer.parseInt(table.group(1)) * blockBytes + (int) (number - 1) * inodeBytes + 40 + 12;
    buffer.putInt(extent + 8, 0x7FFF_FFFF);

    assertThatThrownBy(() -> MutatedImages.readAll(new BoundedDisk(bytes, 100_000, GIB)))
        .isInstanceOf(MalformedFileSystemException.class)
        .hasMessageContaining("at byte " + extent + " expected a block from 1 to");
  }

  @Test
  void walk_directoriesThatShareTheirBlocks_isMalformed() throws Exception {
    Path image =
        image(
            "extents,^metadata_csum",
            "12M",
            "mkdir big; for i in $(seq 1500); do : > big/a-name-that-is-long-enough-$i; done;"
                + " for i in $(seq 400); do mkdir d$i; done");
    ForeignTool.run(
        "bash",
        "-c",
        "for i in $(seq 400); do echo \"copy_inode big d$i\"; done | debugfs -w -f /dev/stdin \"$1\"",
        "-",
        image.toString());

    assertMalformed(Files.readAllBytes(image));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 1500, 2047, 2048, 65536, 7_000_000, 8_388_607})
  void open_truncatedImage_isMalformedOrNothing(int length) throws Exception {
    byte[] image = Files.readAllBytes(image("extents", "8M", "echo x > file"));

    byte[] cut = Arrays.copyOf(image, length);

    assertThatThrownBy(() -> Ext4FileSystem.open(new BoundedDisk(cut, 10, 10_000)))
        .isInstanceOf(MalformedFileSystemException.class);
  }

  private static void assertMalformed(byte[] image) {
    assertThatThrownBy(() -> MutatedImages.readAll(new BoundedDisk(image, 100_000, GIB)))
        .isInstanceOf(MalformedFileSystemException.class);
  }

  /// Fills a small file system with files of one block, removes every second, and puts one in.
  private static void fill(Path image, Path content) throws Exception {
    ForeignTool.run(
        "bash",
        "-c",
        "d=$(mktemp -d); echo x > $d/x; { for i in $(seq 1 3000); do echo \"write $d/x f$i\"; done;"
            + " for i in $(seq 1 2 3000); do echo \"rm f$i\"; done; echo \"write $2 pieces\"; }"
            + " | debugfs -w -f /dev/stdin \"$1\" > $d/log 2>&1; rm -r $d",
        "-",
        image.toString(),
        content.toString());
  }

  private static void debugfs(Path image, String request) throws Exception {
    ForeignTool.run("debugfs", "-w", "-R", request, image.toString());
  }

  private static List<Long> blocks(List<ByteRange> runs) {
    return runs.stream()
        .flatMap(run -> LongStream.range(run.offset() / 1024, run.end() / 1024).boxed())
        .toList();
  }

  private static List<Long> blocksOfDebugfs(Path image) throws Exception {
    String printed = ForeignTool.run("debugfs", "-R", "blocks /pieces", image.toString());
    return Pattern.compile("\\b[0-9]+\\b(?![.])")
        .matcher(printed.lines().skip(1).collect(Collectors.joining(" ")))
        .results()
        .map(number -> Long.valueOf(number.group()))
        .toList();
  }

  private static String text(FileSystem fileSystem, FileEntry file, long offset) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(5);
    fileSystem.read(file, offset, bytes);
    return new String(bytes.array(), StandardCharsets.US_ASCII);
  }

  private Path image(String features, String size, String script) throws Exception {
    Path tree = Files.createTempDirectory(directory, "tree");
    Path image = directory.resolve("image");
    ForeignTool.run("bash", "-c", "cd \"$1\"; " + script, "-", tree.toString());
    ForeignTool.run(
        "mke2fs",
        "-q",
        "-t",
        "ext4",
        "-b",
        "1024",
        "-N",
        "16000",
        "-O",
        features,
        "-d",
        tree.toString(),
        image.toString(),
        size);
    return image;
  }
}
