package io.tain.fs.ext4;

import io.tain.disk.ForeignTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An image whose changes stand in its journal only, written there by debugfs.
///
/// Each change is made to a second image without a journal's help; the blocks that it touched go
/// into a transaction of the first.
final class JournalledImage {
  private final Path directory;
  private final Path image;
  private final Path changed;
  private final int blockBytes;
  private final List<String> requests = new ArrayList<>();
  private byte[] before;

  /// @param openOptions of debugfs' `journal_open`, such as `-c -v 3`
  JournalledImage(Path directory, int blockBytes, String features, String openOptions)
      throws Exception {
    this.directory = directory;
    this.image = directory.resolve("image");
    this.changed = directory.resolve("changed");
    this.blockBytes = blockBytes;
    Path tree = Files.createDirectory(directory.resolve("tree"));
    bash(
        "cd \"$1\"; mkdir a b; for i in $(seq 60); do seq $((i * 9)) > a/file-$i; done;"
            + " ln -s ../a b/link",
        tree);
    String size = blockBytes * 9000L / 1024 + "k";
    ForeignTool.run(
        "bash",
        "-c",
        "mke2fs -q -t ext4 -b \"$1\" -J size=\"$2\" -N 600 -I 256 -O \"$3\" -d \"$4\" \"$5\" $6",
        "-",
        "" + blockBytes,
        "" + Math.max(1, blockBytes / 1024),
        features,
        tree.toString(),
        image.toString(),
        size);
    Files.copy(image, changed);
    before = Files.readAllBytes(changed);
    requests.add("jo " + openOptions);
  }

  Path image() {
    return image;
  }

  /// The image that was changed in place.
  Path changed() {
    return changed;
  }

  /// Does this to the second image, and writes a transaction of it.
  ///
  /// @param options of debugfs' `journal_write`, such as `-c` for one that is not committed
  void transaction(String options, String... script) throws Exception {
    Path commands = Files.writeString(directory.resolve("commands"), String.join("\n", script));
    ForeignTool.run("debugfs", "-w", "-f", commands.toString(), changed.toString());
    byte[] after = Files.readAllBytes(changed);
    write(options, differing(before, after), after);
    before = after;
  }

  /// Writes a transaction with blocks of these bytes.
  void write(String options, List<Integer> blocks, byte[] content) throws IOException {
    Path file = directory.resolve("blocks-" + requests.size());
    ByteBuffer bytes = ByteBuffer.allocate(blocks.size() * blockBytes);
    for (int block : blocks) {
      bytes.put(content, block * blockBytes, blockBytes);
    }
    Files.write(file, bytes.array());
    String list = String.join(",", blocks.stream().map(String::valueOf).toList());
    requests.add("jw %s -b %s %s".formatted(options, list, file));
  }

  /// Writes a transaction that revokes blocks.
  void revoke(List<Integer> blocks) {
    String list = String.join(",", blocks.stream().map(String::valueOf).toList());
    requests.add("jw -r " + list);
  }

  /// Lets debugfs write all of it into the journal.
  Path written() throws Exception {
    requests.add("jc");
    Path commands = Files.write(directory.resolve("journal-commands"), requests);
    String printed = ForeignTool.run("debugfs", "-w", "-f", commands.toString(), image.toString());
    if (printed.contains("while")) {
      throw new AssertionError(printed);
    }
    requests.subList(1, requests.size()).clear();
    return image;
  }

  /// A copy after e2fsck has replayed the journal.
  Path replayedByE2fsck() throws Exception {
    Path copy = directory.resolve("checked");
    Files.deleteIfExists(copy);
    Files.copy(image, copy);
    var outcome = ForeignTool.runAny("e2fsck", "-fy", copy.toString());
    if (outcome.exitCode() > 1) {
      throw new AssertionError(outcome.output());
    }
    return copy;
  }

  static List<Integer> blocksOf(Path image, String file) throws Exception {
    String printed = ForeignTool.run("debugfs", "-R", "blocks " + file, image.toString());
    String numbers = printed.lines().skip(1).reduce("", String::concat).strip();
    return Arrays.stream(numbers.split(" +")).map(Integer::valueOf).toList();
  }

  private List<Integer> differing(byte[] one, byte[] other) {
    var blocks = new ArrayList<Integer>();
    for (int at = 0; at < one.length; at += blockBytes) {
      if (!Arrays.equals(one, at, at + blockBytes, other, at, at + blockBytes)) {
        blocks.add(at / blockBytes);
      }
    }
    return blocks;
  }

  static void bash(String script, Path argument) {
    ForeignTool.run("bash", "-c", script, "-", argument.toString());
  }
}
