package io.tain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.registry.FileSystems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BrowseDiskTest {
  @TempDir private Path folder;

  @Test
  void names_ofEveryKind_areListedAsTheyAreAskedFor() throws Exception {
    Path disk =
        ext4(
            "for f in plain 'back\\slash' 'like\\xff' $'bad\\xff\\xfe' $'bad\\xfe\\xff'"
                + " $'steer\\x1b[31m' $'turn\\xe2\\x80\\xae' $'\\xe4\\xb8\\xad'; do printf %s \"$f\" > \"d/$f\"; done;"
                + " ln -s $'bad\\xff\\xfe' d/link");

    List<BrowseDisk.Found> found = list(disk, "/d");

    assertThat(found)
        .extracting(BrowseDisk.Found::path)
        .containsExactlyInAnyOrder(
            "/d/plain",
            "/d/back\\\\slash",
            "/d/like\\\\xff",
            "/d/bad\\xff\\xfe",
            "/d/bad\\xfe\\xff",
            "/d/steer\\x1b[31m",
            "/d/turn\\u202e",
            "/d/中",
            "/d/link");
    for (BrowseDisk.Found one : found) {
      String path = one.target().isEmpty() ? one.path() : "/d/" + one.target();
      assertThat(list(disk, one.path())).extracting(BrowseDisk.Found::path).hasSize(1);
      assertThat(content(disk, one.path())).isEqualTo(content(disk, path)).isNotEmpty();
    }
    assertThat(content(disk, "/d/bad\\xff\\xfe")).isEqualTo(bytes("bad", 0xFF, 0xFE));
    assertThat(content(disk, "/d/like\\\\xff")).isEqualTo(bytes("like\\xff"));
    assertThat(content(disk, "/d/link")).isEqualTo(bytes("bad", 0xFF, 0xFE));
    assertRefused(() -> list(disk, "/d/back\\slash"), ErrorCode.REQUEST_MALFORMED, "found");
  }

  @ParameterizedTest
  @CsvSource({
    "mkfs.btrfs -q, btrfs, fs.unsupported, btrfs",
    "mkswap, swap, fs.unsupported, swap",
    "true, empty, fs.not-found, nothing but zeros",
    "printf x | dd conv=notrunc of=, unknown, fs.not-found, data of no known kind",
  })
  void list_diskWithoutAReadableFileSystem_tellsWhatIsThere(
      String command, String type, String code, String said) throws Exception {
    Path disk = Files.createFile(folder.resolve("disk.raw"));
    String blank = command.endsWith("=") ? "" : " ";
    ForeignTool.run(
        "bash",
        "-c",
        "truncate -s 128M \"$1\"; " + command + blank + "\"$1\"",
        "-",
        disk.toString());

    try (VirtualDisk opened = RawDisk.open(disk)) {
      assertThat(FileSystems.identify(opened)).isEqualTo(type);
    }
    for (Optional<String> partition : List.of(Optional.<String>empty(), Optional.of("0"))) {
      assertThatThrownBy(
              () ->
                  new BrowseDisk(BrowseDisk.Detail.ATTRIBUTES)
                      .list(place(disk, partition), "/", (_, _) -> {}))
          .hasMessageContaining(said)
          .asInstanceOf(InstanceOfAssertFactories.type(TainException.class))
          .extracting(thrown -> thrown.code().text())
          .isEqualTo(code);
    }
  }

  @Test
  void list_partitionThatIsNotThere_tellsWhichAre() throws Exception {
    Path disk = Files.createFile(folder.resolve("disk.raw"));
    ForeignTool.run(
        "bash",
        "-c",
        "truncate -s 16M \"$1\"; sgdisk -n 1:2048:4095 -n 7:4096:8191 \"$1\" > /dev/null",
        "-",
        disk.toString());

    for (String name : List.of("2", "vg0/nope")) {
      assertThatThrownBy(
              () ->
                  new BrowseDisk(BrowseDisk.Detail.ATTRIBUTES)
                      .list(place(disk, Optional.of(name)), "/", (_, _) -> {}))
          .hasMessageContaining("no partition or volume " + name + ", only 1, 7;");
    }
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code, String argument) {
    assertThatThrownBy(call)
        .asInstanceOf(InstanceOfAssertFactories.type(TainException.class))
        .satisfies(
            thrown -> {
              assertThat(thrown.code()).isEqualTo(code);
              assertThat(thrown.arguments()).containsKey(argument);
            });
  }

  private static List<BrowseDisk.Found> list(Path disk, String path) throws IOException {
    var found = new ArrayList<BrowseDisk.Found>();
    new BrowseDisk(BrowseDisk.Detail.ATTRIBUTES)
        .list(place(disk, Optional.empty()), path, (_, objects) -> objects.show(found::add));
    return found;
  }

  private static byte[] content(Path disk, String path) throws IOException {
    var content = new ByteArrayOutputStream();
    new BrowseDisk(BrowseDisk.Detail.ATTRIBUTES).copy(place(disk, Optional.empty()), path, content);
    return content.toByteArray();
  }

  private static BrowseDisk.Place place(Path disk, Optional<String> partition) {
    return new BrowseDisk.Place(new DiskFile(disk, OptionalInt.empty()), partition);
  }

  private static byte[] bytes(String text, int... more) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    for (int one : more) {
      bytes.write(one);
    }
    return bytes.toByteArray();
  }

  /// An ext4 whose directory /d a script filled.
  private Path ext4(String script) {
    Path disk = folder.resolve("disk.raw");
    ForeignTool.run(
        "bash",
        "-c",
        "mkdir -p \"$1/d\"; cd \"$1\"; " + script + "; mke2fs -q -t ext4 -d \"$1\" \"$2\" 8M",
        "-",
        folder.resolve("tree").toString(),
        disk.toString());
    return disk;
  }
}
