package io.tain.fs;

import io.tain.base.TainException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A file system that is made up while it is read, as large as wanted; and a program that walks it.
final class LargeTree implements FileSystem {
  private static final FileEntry.Attributes ATTRIBUTES =
      new FileEntry.Attributes(
          0755, 0, 0, 1, FileEntry.Times.allAt(Instant.EPOCH), Optional.empty());

  private final Shape shape;

  private LargeTree(Shape shape) {
    this.shape = shape;
  }

  /// Prints how many entries were shown, or why it was refused.
  ///
  /// @param arguments the name of a shape
  public static void main(String[] arguments) throws IOException {
    var tree = new LargeTree(Shape.valueOf(arguments[0]));
    long[] shown = new long[1];
    try {
      if (tree.shape == Shape.LONG_PATH) {
        tree.find("/a".repeat(FileLimits.PATH_CHARACTERS));
      } else if (tree.shape == Shape.LINKS) {
        tree.find("/link");
      } else if (tree.shape == Shape.STREAMED) {
        tree.list(tree.root(), _ -> shown[0]++);
      } else {
        tree.walk(tree.root(), _ -> shown[0]++);
      }
      System.out.println("shown " + shown[0]);
    } catch (TainException refusal) {
      System.out.println(refusal.getMessage());
    }
  }

  @Override
  public void names(FileEntry directory, NameVisitor visitor) throws IOException {
    long depth = directory.inode() >>> 32;
    for (int i = 0; i < shape.names(depth); i++) {
      visitor.visit(shape.name(i), (depth + 1) << 32 | i);
    }
  }

  @Override
  public FileEntry entry(String path, long inode) {
    return new FileEntry(path, shape.kind(inode >>> 32, (int) inode), inode, 0, ATTRIBUTES);
  }

  @Override
  public FileEntry root() {
    return new FileEntry("/", FileKind.DIRECTORY, 0, 0, ATTRIBUTES);
  }

  @Override
  public Optional<FileEntry> child(FileEntry directory, String name) {
    long depth = directory.inode() >>> 32;
    return Optional.of(entry(directory.childPath(name), (depth + 1) << 32));
  }

  @Override
  public String linkTarget(FileEntry link) {
    return "/link" + "/a".repeat(30_000);
  }

  @Override
  public String type() {
    return "large";
  }

  @Override
  public String label() {
    return "";
  }

  @Override
  public String uuid() {
    return "";
  }

  @Override
  public long sizeBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public long usedBytes() {
    return 0;
  }

  @Override
  public void read(FileEntry file, long offset, ByteBuffer target) {
    throw new IllegalStateException("no content");
  }

  @Override
  public SortedMap<String, byte[]> extendedAttributes(FileEntry entry) {
    return new TreeMap<>();
  }

  @Override
  public List<FileRun> fileRuns(FileEntry file) {
    return List.of();
  }

  @Override
  public void allocatedRanges(RangeVisitor visitor) {
    // Nothing is.
  }

  @Override
  public Set<Notice> notices() {
    return Set.of();
  }

  /// What it looks like.
  enum Shape {
    /// As many short names as there may be.
    MILLION_NAMES(1 << 20, 1, 5, "shown 1048576"),
    MORE_NAMES((1 << 20) + 1, 1, 5, "more than 1048576 names to sort"),
    LONG_NAMES(100_000, 1, 200, "more than 16777216 bytes of names to sort"),
    /// Streamed, not sorted.
    STREAMED(1 << 21, 1, 200, "shown 2097152"),
    /// On each level as many as on the one above, and the last of them a directory.
    NESTED(1 << 16, 64, 20, "more than 16777216 bytes of names to sort"),
    DEEP(1, 1 << 20, 15, "at most 4096 directories in each other"),
    DIRECTORIES((3 << 17) + 1, 2, 5, "more than 393216 directories"),
    LONG_PATH(1, 1 << 20, 1, "more than 65536 characters of a path"),
    LINKS(1, 1, 1, "more than 65536 characters of a path");

    private final int names;
    private final long depth;
    private final int length;
    private final String expected;

    Shape(int names, long depth, int length, String expected) {
      this.names = names;
      this.depth = depth;
      this.length = length;
      this.expected = expected;
    }

    String expected() {
      return expected;
    }

    private int names(long level) {
      return this == DIRECTORIES && level > 0 ? 0 : level < depth ? names : 0;
    }

    private String name(int index) {
      String digits = Integer.toString(index, 36);
      return "0".repeat(length - digits.length()) + digits;
    }

    private FileKind kind(long level, int index) {
      if (this == LINKS) {
        return FileKind.SYMLINK;
      }
      boolean isLast = index == names - 1;
      return level < depth && (isLast || this == DIRECTORIES) ? FileKind.DIRECTORY : FileKind.FILE;
    }
  }
}
