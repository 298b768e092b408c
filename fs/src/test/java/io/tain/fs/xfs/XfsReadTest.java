package io.tain.fs.xfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileSystem;
import io.tain.fs.MalformedFileSystemException;
import io.tain.fs.UnsupportedFileSystemException;
import io.tain.fs.registry.FileSystems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// File systems of mkfs.xfs with every option that changes the disk, read back whole.
final class XfsReadTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-m bigtime=0,reflink=0,finobt=0,inobtcount=0 -i sparse=0",
        "-m rmapbt=1 -i nrext64=1",
        "-b size=1024 -n size=8192",
        "-b size=16384 -i size=2048",
        "-b size=1024 -n size=65536 -s size=1024",
        "-m crc=0",
        "-m crc=0 -b size=512 -i size=256 -n ftype=0",
        "-m crc=0 -n ftype=1,version=ci -l lazy-count=0",
        "-m crc=0 -i attr=1 -l version=1 -b size=2048",
        "-d agcount=9 -l internal,agnum=5",
        "-l sunit=64 -d sunit=64,swidth=128",
      })
  void read_objectsOfEachKind_areWhatWasPutIn(String options) throws Exception {
    var prototype = new Prototype(Files.createDirectory(directory.resolve("contents")));
    Path image = image(options, prototype.withEachKind(1_200));

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = FileSystems.open(disk).orElseThrow();

      assertThat(describe(fileSystem)).isEqualTo(prototype.expected());
      FreeBlocks free = FreeBlocks.ofXfsDb(image);
      assertThat(FreeBlocks.of(fileSystem, free.blockBytes())).isEqualTo(free);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 84, 104, 124})
  void open_superblockDamaged_isMalformed(int offset) throws Exception {
    var prototype = new Prototype(Files.createDirectory(directory.resolve("contents")));
    byte[] image = Files.readAllBytes(image("-m crc=0", prototype));
    image[offset] ^= 0x5A;
    Path damaged = Files.write(directory.resolve("damaged"), image);

    try (VirtualDisk disk = RawDisk.open(damaged)) {
      assertThatThrownBy(() -> XfsFileSystem.open(disk))
          .isInstanceOf(MalformedFileSystemException.class);
    }
  }

  @Test
  void open_checksumOfSuperblockWrong_isMalformed() throws Exception {
    var prototype = new Prototype(Files.createDirectory(directory.resolve("contents")));
    byte[] image = Files.readAllBytes(image("", prototype));
    image[110] ^= 1;
    Path damaged = Files.write(directory.resolve("damaged"), image);

    try (VirtualDisk disk = RawDisk.open(damaged)) {
      assertThatThrownBy(() -> XfsFileSystem.open(disk))
          .isInstanceOf(MalformedFileSystemException.class)
          .hasMessageContaining("checksum");
    }
  }

  @Test
  void open_otherDevices_areNamed() throws Exception {
    Path image = directory.resolve("image");
    Path other = directory.resolve("other");
    ForeignTool.run("truncate", "-s", "300M", image.toString(), other.toString());

    mkfs(image, "-l", "logdev=" + other + ",size=80m");
    assertUnsupported(image, "external log");
    mkfs(image, "-r", "rtdev=" + other);
    assertUnsupported(image, "realtime device");
    mkfs(image);
    ForeignTool.run(
        "xfs_db", "-x", "-c", "sb 0", "-c", "write features_incompat 0x1b", image.toString());
    assertUnsupported(image, "needsrepair");
  }

  private static void mkfs(Path image, String... options) {
    var command = new ArrayList<>(List.of("mkfs.xfs", "-q", "-f"));
    command.addAll(List.of(options));
    command.add(image.toString());
    ForeignTool.run(command.toArray(String[]::new));
  }

  private static void assertUnsupported(Path image, String feature) throws IOException {
    try (VirtualDisk disk = RawDisk.open(image)) {
      assertThatThrownBy(() -> XfsFileSystem.open(disk))
          .isInstanceOf(UnsupportedFileSystemException.class)
          .hasMessageContaining(feature);
    }
  }

  private Path image(String options, Prototype prototype) throws Exception {
    Path image = directory.resolve("image");
    ForeignTool.run("truncate", "-s", "160M", image.toString());
    ForeignTool.run(
        "bash",
        "-c",
        "mkfs.xfs -q -f --unsupported $1 -p \"$2\" \"$3\"",
        "-",
        options,
        prototype.write(directory).toString(),
        image.toString());
    return image;
  }

  private static Map<String, String> describe(FileSystem fileSystem) throws IOException {
    var lines = new TreeMap<String, String>();
    fileSystem.walk(
        fileSystem.root(), entry -> lines.put(entry.path(), describe(fileSystem, entry)));
    return lines;
  }

  private static String describe(FileSystem fileSystem, FileEntry entry) throws IOException {
    FileEntry.Attributes attributes = entry.attributes();
    String shared = " %o %d %d".formatted(attributes.mode(), attributes.uid(), attributes.gid());
    return switch (entry.kind()) {
      case DIRECTORY -> "d" + shared;
      case PIPE -> "p" + shared;
      case SOCKET -> "s" + shared;
      case SYMLINK -> "l" + shared + " " + fileSystem.linkTarget(entry);
      case BLOCK_DEVICE -> "b" + shared + " " + device(attributes);
      case CHARACTER_DEVICE -> "c" + shared + " " + device(attributes);
      case FILE -> "f" + shared + " " + text(fileSystem, entry).hashCode();
    };
  }

  private static String device(FileEntry.Attributes attributes) {
    return attributes.device().map(d -> d.major() + ":" + d.minor()).orElseThrow();
  }

  private static String text(FileSystem fileSystem, FileEntry entry) throws IOException {
    return new String(fileSystem.open(entry).readAllBytes(), StandardCharsets.UTF_8);
  }
}
