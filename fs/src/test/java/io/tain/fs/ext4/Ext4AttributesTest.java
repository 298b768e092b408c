package io.tain.fs.ext4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.BoundedDisk;
import io.tain.fs.DeviceNumber;
import io.tain.fs.FileEntry;
import io.tain.fs.FileSystem;
import io.tain.fs.MalformedFileSystemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Attributes that setfattr, setcap and setfacl gave to files, as the kernel and as Tain tell them.
final class Ext4AttributesTest {
  private static final Pattern DUMPED = Pattern.compile("(?m)^([^=#\\s][^=]*)=0x([0-9a-f]*)$");

  /// What this machine's file system takes: names of every prefix and values of every place.
  static final String TREE =
      "cd \"$1\"; mkdir d; echo x > plain; echo x > few; echo x > acl; echo x > cap; echo x > many;"
          + " echo x > large; ln -s plain link; mknod null c 1 3; mknod wide b 259 70000;"
          + " mkfifo pipe; head -c 90 /dev/zero | tr '\\0' i > inline;"
          + " setfattr -n user.a -v 1 few; setfattr -n user.empty few;"
          + " setfattr -n user.$'\\xe9\\x95\\x9c' -v text few; setfattr -n trusted.t -v tt few;"
          + " setfattr -n security.s -v ss few; setfattr -n user.on-inline -v yes inline;"
          + " setfattr -h -n trusted.on-link -v l link; setfattr -n user.directory -v d d;"
          + " setfattr -n trusted.of-device -v null null;"
          + " setfattr -n user.middle -v \"$(printf 'm%.0s' $(seq 700))\" large;"
          + " for i in $(seq 12); do setfattr -n user.name-$i -v value-$i-$i many; done;"
          + " setcap cap_net_raw,cap_chown=ep cap;"
          + " setfacl -m u:1000:rwx,u:70000:r,g:33:rx,m::rx acl; chmod u+s acl;"
          + " setfacl -m u:5:rx d; setfacl -d -m u:5:rx,g:6:w d";

  @TempDir Path directory;
  private Path tree;

  @BeforeEach
  void makeTree() throws Exception {
    tree = Files.createDirectory(directory.resolve("tree"));
    JournalledImage.bash(TREE, tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "256 | 1024 | metadata_csum,64bit",
        "128 | 1024 | ^metadata_csum,^64bit",
        "1024 | 4096 | metadata_csum,inline_data",
        "256 | 4096 | metadata_csum,inline_data",
        "256 | 1024 | metadata_csum,ea_inode",
      })
  void extendedAttributes_ofRealFiles_areThoseOfTheKernel(
      int inodeBytes, int blockBytes, String features) throws Exception {
    Path image = image(inodeBytes, blockBytes, features);

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);
      var names = new TreeMap<String, Map<String, String>>();
      fileSystem.walk(
          fileSystem.root(),
          entry -> names.put(entry.path(), hex(fileSystem.extendedAttributes(entry))));
      names.remove("/lost+found");

      for (var file : names.entrySet()) {
        assertThat(file.getValue()).as(file.getKey()).isEqualTo(ofKernel(file.getKey()));
      }
      assertThat(names).hasSize(12);
      assertThat(names.get("/few")).hasSize(5);
      assertThat(names.get("/many")).hasSize(12);
      assertThat(names.get("/d")).hasSize(3);
      assertThat(names.get("/inline")).containsOnlyKeys("user.on-inline");
      assertThat(names.get("/cap")).containsOnlyKeys("security.capability");
    }
  }

  @Test
  void extendedAttributes_valuesInInodesOfTheirOwn_areThoseOfDebugfs() throws Exception {
    JournalledImage.bash(
        "cd \"$1\"; for f in plain few; do"
            + " setfattr -n user.huge -v \"$(printf 'v%.0s' $(seq 3000))$f\" $f; done",
        tree);
    Path image = image(256, 1024, "metadata_csum,ea_inode");
    Path out = directory.resolve("out");
    debugfs(image, "ea_get -f " + out + " plain user.huge");

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);

      assertThat(attributes(fileSystem, "/plain").get("user.huge"))
          .isEqualTo(Files.readAllBytes(out))
          .hasSize(3005);
      assertThat(hex(attributes(fileSystem, "/few"))).isEqualTo(ofKernel("/few"));
    }
    byte[] damaged = Files.readAllBytes(image);
    int at = new String(damaged, StandardCharsets.ISO_8859_1).indexOf("vvvplain");
    damaged[at] ^= 1;
    FileSystem fileSystem = Ext4FileSystem.open(new BoundedDisk(damaged, 100_000, 1L << 30));
    assertThatThrownBy(() -> attributes(fileSystem, "/plain"))
        .isInstanceOf(MalformedFileSystemException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void extendedAttributes_blockThatWasChanged_isMalformed() throws Exception {
    byte[] image = Files.readAllBytes(image(128, 1024, "metadata_csum"));
    int at = new String(image, StandardCharsets.ISO_8859_1).indexOf("value-7-7");
    image[at] ^= 1;
    FileSystem fileSystem = Ext4FileSystem.open(new BoundedDisk(image, 100_000, 1L << 30));

    assertThatThrownBy(() -> attributes(fileSystem, "/many"))
        .isInstanceOf(MalformedFileSystemException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void attributes_devicesAndTimes_areThoseOfTheFiles() throws Exception {
    Path image = image(256, 1024, "metadata_csum");
    debugfs(image, "sif plain ctime 1000000001");
    debugfs(image, "sif plain ctime_extra 4000");
    debugfs(image, "sif plain atime 1000000002");
    debugfs(image, "sif plain crtime 1000000003");
    debugfs(image, "sif plain crtime_extra 8000");

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);
      FileEntry.Times times = fileSystem.find("/plain").orElseThrow().attributes().times();

      assertThat(times.changedAt()).isEqualTo(Instant.ofEpochSecond(1_000_000_001L, 1000));
      assertThat(times.accessedAt().getEpochSecond()).isEqualTo(1_000_000_002L);
      assertThat(times.createdAt()).contains(Instant.ofEpochSecond(1_000_000_003L, 2000));
      assertThat(device(fileSystem, "/null")).contains(new DeviceNumber(1, 3));
      assertThat(device(fileSystem, "/wide")).contains(new DeviceNumber(259, 70_000));
      assertThat(device(fileSystem, "/pipe")).isEmpty();
    }
  }

  private Path image(int inodeBytes, int blockBytes, String features) {
    Path image = directory.resolve("image");
    ForeignTool.run(
        "mke2fs",
        "-q",
        "-t",
        "ext4",
        "-b",
        "" + blockBytes,
        "-I",
        "" + inodeBytes,
        "-N",
        "256",
        "-O",
        features + ",^has_journal,^resize_inode",
        "-d",
        tree.toString(),
        image.toString(),
        blockBytes * 2 + "k");
    return image;
  }

  private Map<String, String> ofKernel(String path) {
    String dumped =
        ForeignTool.run(
            "bash",
            "-c",
            "cd \"$1\" && getfattr -h -d -m - -e hex \".$2\" 2>/dev/null",
            "-",
            tree.toString(),
            path);
    var found = new TreeMap<String, String>();
    DUMPED.matcher(dumped).results().forEach(m -> found.put(m.group(1), m.group(2)));
    Pattern.compile("(?m)^([^=#\\s]+)$")
        .matcher(dumped)
        .results()
        .forEach(m -> found.put(m.group(1), ""));
    return found;
  }

  private static Map<String, String> hex(Map<String, byte[]> attributes) {
    var hex = new TreeMap<String, String>();
    attributes.forEach((name, value) -> hex.put(name, HexFormat.of().formatHex(value)));
    return hex;
  }

  private static Map<String, byte[]> attributes(FileSystem fileSystem, String path)
      throws Exception {
    return fileSystem.extendedAttributes(fileSystem.find(path).orElseThrow());
  }

  private static Optional<DeviceNumber> device(FileSystem fileSystem, String path)
      throws Exception {
    return fileSystem.find(path).orElseThrow().attributes().device();
  }

  private static void debugfs(Path image, String request) {
    ForeignTool.run("debugfs", "-w", "-R", request, image.toString());
  }
}
