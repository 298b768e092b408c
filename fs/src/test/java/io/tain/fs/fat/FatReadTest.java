package io.tain.fs.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.BoundedDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileSystem;
import io.tain.fs.HostTree;
import io.tain.fs.MalformedFileSystemException;
import io.tain.fs.MutatedImages;
import io.tain.fs.Notice;
import io.tain.fs.ReadTree;
import io.tain.fs.registry.FileSystems;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images of mkfs.vfat, filled by mcopy, read back whole.
final class FatReadTest {
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
      assertAllocatedIsAllThatIsUsed(fileSystem);
      assertThat(fileSystem.notices()).isEmpty();
    }
  }

  @Test
  void times_ofAFileThatMcopyDated_areThoseItHad() throws Exception {
    Path tree = tree();
    ForeignTool.run("touch", "-d", "2026-11-21 09:10:12 UTC", tree.resolve("lower.txt").toString());
    Path image = image(tree, "16", "16M", "4");
    ForeignTool.run(
        "mcopy", "-o", "-m", "-i", image.toString(), tree.resolve("lower.txt").toString(), "::");

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = FileSystems.open(disk).orElseThrow();
      FileEntry file = fileSystem.find("/lower.txt").orElseThrow();
      FileEntry.Times times = file.attributes().times();

      assertThat(times.modifiedAt()).isEqualTo("2026-11-21T09:10:12Z");
      assertThat(times.changedAt()).isEqualTo(times.modifiedAt());
      assertThat(times.accessedAt()).isEqualTo(dateOf(times.accessedAt()));
      assertThat(times.createdAt()).isPresent();
      assertThat(fileSystem.extendedAttributes(file)).isEmpty();
      assertThat(fileSystem.holes(file)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"12, 2M, 37", "16, 16M, 37", "32, 64M, 65"})
  void notices_stateInTheBootSector_isTold(String bits, String size, int at) throws Exception {
    byte[] image = Files.readAllBytes(image(tree(), bits, size, "1"));
    image[at] = 3;

    assertThat(FatFileSystem.open(new BoundedDisk(image, 1000, 1 << 20)).notices())
        .containsExactlyInAnyOrder(Notice.NOT_UNMOUNTED, Notice.ERRORS_RECORDED);
  }

  @ParameterizedTest
  @CsvSource({
    "16, 16M, 3, 0x7F, NOT_UNMOUNTED",
    "16, 16M, 3, 0xBF, ERRORS_RECORDED",
    "32, 64M, 7, 0x07, NOT_UNMOUNTED",
    "32, 64M, 7, 0x0B, ERRORS_RECORDED"
  })
  void notices_stateInTheTable_isTold(String bits, String size, int at, int value, Notice notice)
      throws Exception {
    byte[] image = Files.readAllBytes(image(tree(), bits, size, "1"));
    int table = 512 * (ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getShort(14) & 0xFFFF);
    image[table + at] = (byte) value;

    assertThat(FatFileSystem.open(new BoundedDisk(image, 1000, 1 << 20)).notices())
        .containsExactly(notice);
  }

  @Test
  void read_imageThatTainWrote_isWhatWasPutIn() throws Exception {
    byte[] content = new byte[5000];
    FatImage image = FatImage.labelled("CIDATA").with("user-data", content).with("A.B", content);

    try (VirtualDisk disk = image.disk()) {
      FileSystem fileSystem = FileSystems.open(disk).orElseThrow();

      assertThat(fileSystem.label()).isEqualTo("CIDATA");
      var paths = new ArrayList<String>();
      fileSystem.list(fileSystem.root(), entry -> paths.add(entry.path()));
      assertThat(paths).containsExactly("/user-data", "/A.B");
      FileEntry file = fileSystem.find("/user-data").orElseThrow();
      assertThat(fileSystem.open(file)).hasBinaryContent(content);
    }
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

  @Test
  void read_fileWhoseChainReturnsToItself_isRefusedByF1() throws Exception {
    byte[] image = Files.readAllBytes(image(tree(), "16", "16M", "4"));
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    FatGeometry geometry = FatGeometry.decode(bytes, image.length);
    FileSystem fileSystem = FatFileSystem.open(new BoundedDisk(image, 100_000, 1L << 30));
    FileEntry file = fileSystem.find("/EFI/systemd/linux").orElseThrow();
    ByteRange whole = fileSystem.runs(file).getFirst();
    int first = (int) geometry.clusterAt(whole.offset());
    int fifth = (int) geometry.table().offset() + 2 * (first + 5);
    bytes.putShort(fifth, (short) first);
    FileSystem damaged = FatFileSystem.open(new BoundedDisk(image, 100_000, 1L << 30));

    assertThatThrownBy(() -> damaged.open(file).readAllBytes())
        .isInstanceOf(MalformedFileSystemException.class)
        .hasMessageContaining("at byte " + (geometry.table().offset() + 2L * first))
        .hasMessageContaining("a chain that does not return to itself");
  }

  /// Each of the directories is entered once, but all of them list the same clusters.
  @Test
  void walk_directoriesThatShareTheirClusters_isRefusedByF1() throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    ForeignTool.run(
        "bash",
        "-c",
        "cd \"$1\"; mkdir many dirs; touch many/f{1000..1999}; mkdir dirs/d{1000..1999}",
        "-",
        tree.toString());
    byte[] image = Files.readAllBytes(image(tree, "16", "16M", "4"));
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    FileSystem sound = FatFileSystem.open(new BoundedDisk(image, 100_000, 1L << 30));
    int many = (int) sound.find("/many").orElseThrow().inode();
    sound.list(
        sound.find("/dirs").orElseThrow(),
        one -> bytes.putShort((int) one.inode() + 26, bytes.getShort(many + 26)));
    FileSystem shared = FatFileSystem.open(new BoundedDisk(image, 10_000_000, 1L << 40));

    assertThatThrownBy(() -> shared.walk(shared.root(), _ -> {}))
        .isInstanceOf(MalformedFileSystemException.class)
        .hasMessageContaining("directories that share no bytes");
  }

  private Path tree() throws Exception {
    return VfatImage.tree(directory);
  }

  private Path image(Path tree, String bits, String size, String clusterSectors) {
    return VfatImage.make(tree, directory.resolve("image"), bits, size, clusterSectors);
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

  /// How much is used was compared with mdir.
  private static void assertAllocatedIsAllThatIsUsed(FileSystem fileSystem) throws Exception {
    var allocated = new ArrayList<ByteRange>();
    fileSystem.allocatedRanges(allocated::add);
    assertThat(allocated.stream().mapToLong(ByteRange::length).sum())
        .isEqualTo(fileSystem.usedBytes());
    fileSystem.walk(
        fileSystem.root(),
        entry -> {
          for (ByteRange run : entry.isFile() ? fileSystem.runs(entry) : List.<ByteRange>of()) {
            assertThat(allocated).anyMatch(range -> range.contains(run));
          }
        });
  }

  private static Instant dateOf(Instant time) {
    return time.truncatedTo(ChronoUnit.DAYS);
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
