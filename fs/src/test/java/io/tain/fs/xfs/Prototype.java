package io.tain.fs.xfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// What mkfs.xfs fills a file system with: a list of objects, and a directory with their content.
///
/// Source: mkfs.xfs(8), `-p`. Names hold no blanks, and times are those of the tool.
final class Prototype {
  private final Path contents;
  private final StringBuilder lines = new StringBuilder("/\n0 0\nd--755 0 0\n");
  private final Map<String, String> expected = new TreeMap<>();
  private String parent = "";

  /// An empty list, whose content goes into an empty directory.
  Prototype(Path contents) {
    this.contents = contents;
  }

  /// Files of many lengths, links of both kinds, devices, a pipe, modes, owners and a directory of
  /// so many files.
  Prototype withEachKind(int count) throws IOException {
    enter("sizes");
    for (int size : new int[] {0, 1, 511, 512, 513, 1024, 4095, 4096, 4097, 65536, 300_000}) {
      file(
          "size-" + size,
          "---644",
          0,
          0,
          "line of %d\n".formatted(size).repeat(size).substring(0, size));
    }
    leave();
    enter("kinds");
    file("setuid", "-u-755", 1000, 100, "setuid");
    file("setgid", "--g755", 70000, 4_000_000, "setgid");
    other("short", "l--777", "target", "l target");
    other("long", "l--777", "t".repeat(300), "l " + "t".repeat(300));
    other("pipe", "p--640", "", "p");
    other("null", "c--666", "1 3", "c 1:3");
    other("disk", "b--660", "8 17", "b 8:17");
    leave();
    enter("many");
    for (int i = 0; i < count; i++) {
      file("a-name-that-is-long-enough-to-need-a-few-blocks-" + i, "---600", 0, 0, "" + i % 10);
    }
    leave();
    return this;
  }

  /// One directory of five files, a short link and a long one, which the tool gives no header where
  /// it needs one: so in version 5 it has to fit into its inode.
  Prototype withFew(int linkBytes) throws IOException {
    enter("sizes");
    for (int size : new int[] {0, 1, 511, 513, 1024}) {
      file("size-" + size, "---644", 0, 0, "x".repeat(size));
    }
    other("short", "l--777", "target", "l target");
    other("long", "l--777", "t".repeat(linkBytes), "l " + "t".repeat(linkBytes));
    leave();
    return this;
  }

  /// One line for each object, by its path.
  Map<String, String> expected() {
    return expected;
  }

  /// The list as a file.
  Path write(Path directory) throws IOException {
    return Files.writeString(directory.resolve("prototype"), lines + "$\n");
  }

  private void enter(String name) {
    lines.append(name).append(" d--755 0 0\n");
    parent += "/" + name;
    expected.put(parent, "d 755 0 0");
  }

  private void leave() {
    lines.append("$\n");
    parent = parent.substring(0, parent.lastIndexOf('/'));
  }

  private void file(String name, String mode, int uid, int gid, String text) throws IOException {
    Path content = contents.resolve("content-" + text.length() + "-" + text.hashCode());
    Files.write(content, text.getBytes(StandardCharsets.UTF_8));
    lines.append("%s %s %d %d %s%n".formatted(name, mode, uid, gid, content));
    String bits = mode.charAt(1) == 'u' ? "4" : mode.charAt(2) == 'g' ? "2" : "";
    expected.put(
        parent + "/" + name,
        "f %s%s %d %d %s".formatted(bits, mode.substring(3), uid, gid, text.hashCode()));
  }

  private void other(String name, String mode, String argument, String described) {
    lines.append("%s %s 0 0 %s%n".formatted(name, mode, argument));
    String kind = described.substring(0, 1);
    expected.put(
        parent + "/" + name, kind + " " + mode.substring(3) + " 0 0" + described.substring(1));
  }
}
