package io.tain.fs.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.BoundedDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileSystem;
import io.tain.fs.HostTree;
import io.tain.fs.MalformedFileSystemException;
import io.tain.fs.MutatedImages;
import io.tain.fs.ReadTree;
import io.tain.fs.registry.FileSystems;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images of mkfs.vfat, filled by mcopy, read back whole.
final class FatReadTest {
  private static final String TREE =
      "mkdir -p EFI/systemd EFI/BOOT loader/entries many; echo efi > EFI/BOOT/BOOTX64.EFI;"
          + " echo long > loader/entries/6f1e0b6c5d3a4c1e-6.1.0-31-amd64.conf; : > empty;"
          + " head -c 700000 /dev/zero | tr '\\0' k > EFI/systemd/linux;"
          + " echo mirror > $'\\xe9\\x95\\x9c\\xe5\\x83\\x8f.txt'; echo lower > lower.txt;"
          + " echo n > \"$(printf 'n%.0s' $(seq 200))\";"
          + " for i in $(seq 120); do echo $i > many/file-number-$i; done";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"12, 2M, 1", "16, 16M, 4", "32, 64M, 1", "32, 300M, 8"})
  void read_treeThatMcopyWrote_isWhatWasPutIn(String bits, String size, String clusterSectors)
      throws Exception {
    Path tree = tree();
    Path image = image(tree, bits, size, clusterSectors);

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = FileSystems.open(disk).orElseThrow();

      assertThat(contents(ReadTree.describe(fileSystem)))
          .isEqualTo(contents(HostTree.describe(tree)));
      assertThat(fileSystem.type()).isEqualTo("vfat");
      assertThat(fileSystem.label()).isEqualTo("ESP");
      assertThat(fileSystem.uuid()).isEqualTo("1A2B-3C4D");
      assertThat(fileSystem.find("/efi/boot/bootx64.efi")).isPresent();
      assertThat(freeBytes(image)).isEqualTo(fileSystem.sizeBytes() - fileSystem.usedBytes());
      assertRunsHoldTheFile(fileSystem, disk, "/EFI/systemd/linux");
    }
  }

  @Test
  void read_imageThatTainWrote_isWhatWasPutIn() throws Exception {
    byte[] content = new byte[5000];
    FatImage image = FatImage.labelled("CIDATA").with("user-data", content).with("A.B", content);

    try (VirtualDisk disk = image.disk()) {
      FileSystem fileSystem = FileSystems.open(disk).orElseThrow();

      assertThat(fileSystem.label()).isEqualTo("CIDATA");
      assertThat(fileSystem.list(fileSystem.root()))
          .extracting(FileEntry::path)
          .containsExactly("/user-data", "/A.B");
      FileEntry file = fileSystem.find("/user-data").orElseThrow();
      assertThat(fileSystem.open(file)).hasBinaryContent(content);
    }
  }

  @ParameterizedTest
  @Tag("slow")
  @CsvSource({"12, 1M", "16, 9M", "32, 35M"})
  void read_damagedImage_isAReadOrARefusal(String bits, String size) throws Exception {
    byte[] image = Files.readAllBytes(image(tree(), bits, size, bits.equals("16") ? "4" : "1"));

    Map<ErrorCode, Integer> outcomes =
        new MutatedImages(image).read(150, Long.getLong("tain.seed", 20261121));

    assertThat(outcomes).containsKey(ErrorCode.INTERNAL);
  }

  @Test
  void read_chainThatReturnsToItself_isMalformed() throws Exception {
    byte[] image = Files.readAllBytes(image(tree(), "16", "16M", "4"));
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    int table = 512 * (bytes.getShort(14) & 0xFFFF);
    for (int cluster = 2; cluster < 12; cluster++) {
      bytes.putShort(table + cluster * 2, (short) cluster);
    }

    assertThatThrownBy(() -> MutatedImages.readAll(new BoundedDisk(image, 100_000, 1L << 30)))
        .isInstanceOf(MalformedFileSystemException.class);
  }

  private Path tree() throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    ForeignTool.run("bash", "-c", "cd \"$1\"; " + TREE, "-", tree.toString());
    return tree;
  }

  private Path image(Path tree, String bits, String size, String clusterSectors) throws Exception {
    Path image = directory.resolve("image");
    ForeignTool.run("truncate", "-s", size, image.toString());
    ForeignTool.run(
        "mkfs.vfat",
        "-F",
        bits,
        "-s",
        clusterSectors,
        "-n",
        "ESP",
        "-i",
        "1A2B3C4D",
        image.toString());
    ForeignTool.run(
        "bash",
        "-c",
        "cd \"$1\"; LC_ALL=C.UTF-8 mcopy -s -i \"$2\" * ::",
        "-",
        tree.toString(),
        image.toString());
    return image;
  }

  /// Kind, size and content: FAT has no owners and modes.
  private static Map<String, String> contents(Map<String, String> lines) {
    var contents = new TreeMap<String, String>();
    lines.forEach(
        (path, line) -> {
          String[] words = line.split(" ", -1);
          contents.put(path, words[0] + " " + words[1] + " " + words[words.length - 1]);
        });
    return contents;
  }

  private static long freeBytes(Path image) throws Exception {
    String last =
        ForeignTool.run("mdir", "-i", image.toString(), "::").lines().toList().reversed().stream()
            .filter(line -> line.contains("bytes free"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(last.replaceAll("[^0-9]", ""));
  }

  private static void assertRunsHoldTheFile(FileSystem fileSystem, VirtualDisk disk, String path)
      throws Exception {
    FileEntry file = fileSystem.find(path).orElseThrow();
    byte[] content = fileSystem.open(file).readAllBytes();
    int done = 0;
    for (var run : fileSystem.runs(file)) {
      int length = (int) Math.min(run.length(), content.length - done);
      ByteBuffer part = ByteBuffer.allocate(length);
      disk.read(run.offset(), part);
      assertThat(part.flip()).isEqualTo(ByteBuffer.wrap(content, done, length).slice());
      done += length;
    }
    assertThat(done).isEqualTo(content.length);
  }
}
