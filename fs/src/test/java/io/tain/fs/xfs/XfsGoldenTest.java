package io.tain.fs.xfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileKind;
import io.tain.fs.FileRun;
import io.tain.fs.FileSystem;
import io.tain.fs.UnsupportedFileSystemException;
import io.tain.fs.registry.FileSystems;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// File systems that a kernel wrote, against what the same kernel said of every object.
final class XfsGoldenTest {
  private static final int LARGEST_DIGESTED_BYTES = 1 << 28;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"v5", "v4", "aged"})
  void read_everyObject_isWhatTheKernelSays(String name) throws Exception {
    Path image = Golden.image(name, directory);
    Map<String, List<String>> expected = Golden.objects(name, directory);

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = FileSystems.open(disk).orElseThrow();
      Map<String, List<String>> read = new TreeMap<>();
      fileSystem.walk(
          fileSystem.root(),
          entry -> read.put(Golden.encoded(entry.path()), describe(fileSystem, entry)));

      assertThat(read.keySet()).isEqualTo(expected.keySet());
      var differences = new ArrayList<String>();
      expected.forEach(
          (path, fields) -> {
            List<String> wanted = asTainTells(fields);
            if (!wanted.equals(read.get(path))) {
              differences.add(wanted + "\n" + read.get(path));
            }
          });
      assertThat(differences).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "v5, /xattrs/btree, btree, attribute",
    "v4, /xattrs/btree, btree, attribute",
    "v5, /xattrs/node, extents, attribute",
    "v5, /pieces/odd, btree, data",
    "v4, /pieces/odd, btree, data",
    "v5, /shapes/btree, btree, data",
    "v4, /shapes/btree, btree, data",
    "v5, /shapes/names-5, local, data",
  })
  void golden_holdsTheFormsThatItIsKeptFor(String name, String path, String form, String fork)
      throws Exception {
    Path image = Golden.image(name, directory);
    String inode = Golden.objects(name, directory).getOrDefault(path, List.of()).get(Golden.INODE);
    String field = fork.equals("data") ? "core.format" : "core.aformat";

    assertThat(xfsDb(image, "inode " + inode, "p " + field)).contains("(" + form + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v5", "v4", "aged"})
  void allocatedRanges_areWhatXfsDbDoesNotCallFree(String name) throws Exception {
    Path image = Golden.image(name, directory);

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = FileSystems.open(disk).orElseThrow();
      FreeBlocks free = FreeBlocks.ofXfsDb(image);

      assertThat(FreeBlocks.of(fileSystem, free.blockBytes())).isEqualTo(free);
      assertThat(fileSystem.usedBytes())
          .isEqualTo(fileSystem.sizeBytes() - field(image, "fdblocks") * free.blockBytes());
    }
  }

  @Test
  void open_logNotWrittenBack_isRefusedWithWhatToDo() throws Exception {
    Path image = Golden.image("dirty", directory);

    try (VirtualDisk disk = RawDisk.open(image)) {
      assertThatThrownBy(() -> FileSystems.open(disk))
          .isInstanceOf(UnsupportedFileSystemException.class)
          .hasMessageContaining("dirty log")
          .hasMessageContaining("xfs_repair");
    }
    // The tool of the peer, told to throw the log away, leaves one that is read.
    ForeignTool.run("xfs_repair", "-L", image.toString());
    try (VirtualDisk disk = RawDisk.open(image)) {
      assertThat(FileSystems.open(disk)).isPresent();
    }
  }

  @Test
  void child_namesThatDifferInCase_isFoundWhereTheFileSystemIgnoresIt() throws Exception {
    try (VirtualDisk disk = RawDisk.open(Golden.image("v4", directory))) {
      FileSystem fileSystem = FileSystems.open(disk).orElseThrow();

      assertThat(fileSystem.find("/case-in-SENSITIVE").map(FileEntry::path))
          .contains("/Case-IN-sensitive");
      assertThat(fileSystem.find("/KINDS/Owner").map(FileEntry::path)).contains("/kinds/owner");
      assertThat(fileSystem.find("/KINDS/owne")).isEmpty();
    }
    try (VirtualDisk disk = RawDisk.open(Golden.image("v5", directory))) {
      assertThat(FileSystems.open(disk).orElseThrow().find("/KINDS")).isEmpty();
    }
  }

  @Test
  void open_labelAndUuid_areThoseOfTheTool() throws Exception {
    try (VirtualDisk disk = RawDisk.open(Golden.image("v5", directory))) {
      FileSystem fileSystem = FileSystems.open(disk).orElseThrow();

      assertThat(fileSystem.type()).isEqualTo("xfs");
      assertThat(fileSystem.label()).isEqualTo("银镜");
      assertThat(fileSystem.uuid()).isEqualTo("11111111-2222-3333-4444-555555555555");
      assertThat(fileSystem.notices()).isEmpty();
    }
  }

  private static List<String> describe(FileSystem fileSystem, FileEntry entry) throws IOException {
    FileEntry.Attributes attributes = entry.attributes();
    FileEntry.Times times = attributes.times();
    return List.of(
        Golden.encoded(entry.path()),
        kind(entry.kind()),
        Integer.toOctalString(attributes.mode()),
        "" + attributes.uid(),
        "" + attributes.gid(),
        "" + attributes.links(),
        "" + entry.sizeBytes(),
        "" + entry.inode(),
        nanoseconds(times.modifiedAt()),
        nanoseconds(times.accessedAt()),
        nanoseconds(times.changedAt()),
        times.createdAt().map(XfsGoldenTest::nanoseconds).orElse("-"),
        content(fileSystem, entry),
        entry.isFile() ? extents(fileSystem, entry) : "",
        attributes(fileSystem, entry));
  }

  private static String kind(FileKind kind) {
    return switch (kind) {
      case FILE -> "-";
      case DIRECTORY -> "d";
      case SYMLINK -> "l";
      case BLOCK_DEVICE -> "b";
      case CHARACTER_DEVICE -> "c";
      case PIPE -> "p";
      case SOCKET -> "s";
    };
  }

  private static String nanoseconds(Instant time) {
    return BigInteger.valueOf(time.getEpochSecond())
        .multiply(BigInteger.valueOf(1_000_000_000))
        .add(BigInteger.valueOf(time.getNano()))
        .toString();
  }

  private static String content(FileSystem fileSystem, FileEntry entry) throws IOException {
    return switch (entry.kind()) {
      case FILE -> entry.sizeBytes() < LARGEST_DIGESTED_BYTES ? digest(fileSystem, entry) : "";
      case SYMLINK -> Golden.encoded(fileSystem.linkTarget(entry));
      case BLOCK_DEVICE, CHARACTER_DEVICE -> {
        var device = entry.attributes().device().orElseThrow();
        yield device.major() + ":" + device.minor();
      }
      case DIRECTORY, PIPE, SOCKET -> "";
    };
  }

  private static String digest(FileSystem fileSystem, FileEntry entry) throws IOException {
    try (InputStream content = fileSystem.open(entry)) {
      return digest(content.readAllBytes());
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String extents(FileSystem fileSystem, FileEntry entry) throws IOException {
    var text = new StringJoiner(" ");
    for (FileRun run : fileSystem.fileRuns(entry)) {
      text.add("%d+%d@%d".formatted(run.fileOffset(), run.disk().length(), run.disk().offset()));
    }
    return text.toString();
  }

  private static String attributes(FileSystem fileSystem, FileEntry entry) throws IOException {
    var text = new TreeMap<String, String>();
    fileSystem
        .extendedAttributes(entry)
        .forEach(
            (name, value) -> {
              String shown = value.length > 64 ? digest(value) : HexFormat.of().formatHex(value);
              text.put(name, Golden.encoded(name) + "=" + value.length + ":" + shown);
            });
    return String.join(" ", text.values());
  }

  /// The kernel tells root of a list twice, of reserved space too, and parts runs that are shared.
  private static List<String> asTainTells(List<String> fields) {
    var plain = new ArrayList<>(fields);
    plain.set(Golden.ATTRIBUTES, without(fields.get(Golden.ATTRIBUTES), "trusted.SGI_ACL_.*"));
    plain.set(Golden.EXTENTS, joined(without(fields.get(Golden.EXTENTS), ".*@-")));
    return plain;
  }

  private static String without(String words, String pattern) {
    return Pattern.compile(" ")
        .splitAsStream(words)
        .filter(word -> !word.matches(pattern))
        .collect(Collectors.joining(" "));
  }

  private static String joined(String extents) {
    var text = new StringJoiner(" ");
    long[] last = {0, 0, 0};
    for (String extent : extents.split(" ")) {
      long[] next =
          Pattern.compile("[+@]").splitAsStream("0" + extent).mapToLong(Long::parseLong).toArray();
      if (next.length == 3 && last[0] + last[1] == next[0] && last[2] + last[1] == next[2]) {
        last[1] += next[1];
      } else {
        add(text, last);
        last = next;
      }
    }
    return add(text, last).toString();
  }

  private static StringJoiner add(StringJoiner text, long[] extent) {
    return extent.length == 3 && extent[1] > 0
        ? text.add("%d+%d@%d".formatted(extent[0], extent[1], extent[2]))
        : text;
  }

  private static long field(Path image, String name) {
    String text = xfsDb(image, "sb 0", "p " + name);
    return Long.parseLong(text.substring(text.indexOf('=') + 1).strip());
  }

  static String xfsDb(Path image, String... commands) {
    var line = new ArrayList<>(List.of("xfs_db", "-r"));
    for (String command : commands) {
      line.addAll(List.of("-c", command));
    }
    line.add(image.toString());
    return ForeignTool.run(line.toArray(String[]::new));
  }
}
