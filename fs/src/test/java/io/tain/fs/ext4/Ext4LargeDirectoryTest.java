package io.tain.fs.ext4;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.ForeignTool;
import io.tain.disk.SmallHeap;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileSystem;
import io.tain.fs.WalkedInSmallHeap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A directory of 100,000 names, which e2fsck makes into a hash tree.
///
/// mke2fs and debugfs would take minutes to fill it, name by name. So its blocks are written here
/// as the content of a file, whose inode debugfs then calls a directory.
final class Ext4LargeDirectoryTest {
  private static final int BLOCK_BYTES = 1024;
  private static final int NAMES = 100_000;
  private static final int MOST_LINKS = 60_000;

  @TempDir Path directory;

  @Test
  @Tag("slow")
  void list_hundredThousandNamesInTreeOfThreeLevels_findsEachOne() throws Exception {
    Path image = image();

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);
      FileEntry large = fileSystem.find("/large").orElseThrow();
      Map<String, Long> inodes = new HashMap<>();
      fileSystem.list(large, entry -> inodes.put(entry.name(), entry.inode()));

      assertThat(inodes).hasSize(NAMES);
      long first = fileSystem.find("/one").orElseThrow().inode();
      for (int i = 0; i < NAMES; i++) {
        assertThat(inodes.get(name(i))).isEqualTo(i < MOST_LINKS ? first : first + 1);
      }
      assertThat(fileSystem.find("/large/" + name(NAMES - 1))).isPresent();
      assertThat(fileSystem.find("/large/" + name(NAMES))).isEmpty();
    }
    assertThat(SmallHeap.run(WalkedInSmallHeap.class, image.toString(), "/large"))
        .contains("listed " + NAMES)
        .contains("more than 16777216 bytes of names to sort");
  }

  private Path image() throws Exception {
    Path image = directory.resolve("image");
    ForeignTool.run(
        "mke2fs",
        "-q",
        "-t",
        "ext4",
        "-b",
        "" + BLOCK_BYTES,
        "-N",
        "64",
        "-O",
        "metadata_csum,large_dir,^has_journal",
        image.toString(),
        "96M");
    write(image, "one", new byte[1]);
    write(image, "two", new byte[1]);
    int one = inode(image, "one");
    assertThat(inode(image, "two")).isEqualTo(one + 1);
    write(image, "large", content(one));
    ForeignTool.run("debugfs", "-w", "-R", "sif large mode 040755", image.toString());
    var checked = ForeignTool.runAny("e2fsck", "-fyD", image.toString());
    assertThat(checked.exitCode()).as(checked.output()).isLessThan(4);
    assertThat(ForeignTool.run("debugfs", "-R", "htree_dump /large", image.toString()))
        .contains("Indirect levels: 2");
    return image;
  }

  private void write(Path image, String name, byte[] content) throws Exception {
    Path file = Files.write(directory.resolve(name), content);
    ForeignTool.run("debugfs", "-w", "-R", "write " + file + " " + name, image.toString());
  }

  private static int inode(Path image, String name) {
    String printed = ForeignTool.run("debugfs", "-R", "stat " + name, image.toString());
    return Integer.parseInt(printed.replaceAll("(?s).*Inode: (\\d+).*", "$1"));
  }

  private static byte[] content(int one) {
    var names = new ArrayList<String>(List.of(".", ".."));
    for (int i = 0; i < NAMES; i++) {
      names.add(name(i));
    }
    ByteBuffer blocks =
        ByteBuffer.allocate(BLOCK_BYTES * (NAMES / 4 + 2)).order(ByteOrder.LITTLE_ENDIAN);
    int last = 0;
    for (int i = 0; i < names.size(); i++) {
      byte[] name = names.get(i).getBytes(StandardCharsets.US_ASCII);
      int length = (8 + name.length + 3) / 4 * 4;
      // What is left of a block belongs to its last entry, but for the twelve bytes of the sum.
      int left = BLOCK_BYTES - 12 - blocks.position() % BLOCK_BYTES;
      if (length > left) {
        finish(blocks, last);
      }
      last = blocks.position();
      int inode = i < 2 ? 2 : i - 2 < MOST_LINKS ? one : one + 1;
      blocks.putInt(inode).putShort((short) length).put((byte) name.length);
      blocks.put((byte) (i < 2 ? 2 : 1)).put(name);
      blocks.position(last + length);
    }
    finish(blocks, last);
    return Arrays.copyOf(blocks.array(), blocks.position());
  }

  private static void finish(ByteBuffer blocks, int last) {
    int end = (last / BLOCK_BYTES + 1) * BLOCK_BYTES;
    blocks.putShort(last + 4, (short) (end - 12 - last));
    blocks.putShort(end - 8, (short) 12).put(end - 5, (byte) 0xDE);
    blocks.position(end);
  }

  private static String name(int number) {
    return "a-name-of-two-hundred-characters-%06d-".formatted(number) + "x".repeat(160);
  }
}
