package io.tain.fs;

import io.tain.base.TainException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// One pass over a tree that meets every directory at most once, names in ascending order.
///
/// Memory is bounded by `FileLimits`: of the directories on the way to where it is, only names and
/// inodes are held, and an inode is read when its turn comes. Work is bounded by the size of the
/// file system: sound directories share no bytes, so that all of them together cannot be larger
/// than it, be it by their sizes or by the names in them (FAT tells no sizes).
final class TreeWalk {
  private final FileSystem fileSystem;
  private final FileSystem.Visitor visitor;
  private final InodeSet visited = new InodeSet();
  private final HeldNames names;
  private final Deque<Level> open = new ArrayDeque<>();

  /// The path of the innermost directory, without the slash of the root.
  private final StringBuilder path = new StringBuilder();

  private long directoryBytes;
  private long entryBytes;

  TreeWalk(FileSystem fileSystem, FileSystem.Visitor visitor) {
    this.fileSystem = fileSystem;
    this.visitor = visitor;
    this.names = new HeldNames(fileSystem.type());
  }

  /// Shows everything below a directory.
  void walk(FileEntry start) throws IOException {
    path.append(start.path().equals("/") ? "" : start.path());
    enter(start, path.length());
    while (!open.isEmpty()) {
      Level level = open.element();
      path.setLength(level.pathLength);
      if (level.next == level.end) {
        names.release(level.mark);
        open.pop();
        continue;
      }
      visitNext(level);
    }
  }

  private void visitNext(Level level) throws IOException {
    FileEntry entry;
    try {
      entry = entry(level.next++);
    } catch (TainException e) {
      visitor.unreadable(e);
      return;
    }
    visitor.visit(entry);
    if (entry.isDirectory() && visitor.enters(entry)) {
      HeldNames.Mark mark = names.mark();
      try {
        enter(entry, entry.path().length());
      } catch (TainException e) {
        names.release(mark);
        visitor.unreadable(e);
      }
    }
  }

  /// Shows what is in a directory itself.
  void list(FileEntry directory) throws IOException {
    path.append(directory.path().equals("/") ? "" : directory.path());
    enter(directory, path.length());
    Level level = open.pop();
    while (level.next < level.end) {
      visitor.visit(entry(level.next++));
    }
  }

  private FileEntry entry(int index) throws IOException {
    int length = path.length();
    String entryPath = path.append('/').append(names.name(index)).toString();
    path.setLength(length);
    return fileSystem.entry(entryPath, names.inode(index));
  }

  private void enter(FileEntry directory, int pathLength) throws IOException {
    if (!visited.add(directory.inode())) {
      throw malformed("a directory with one parent", directory);
    }
    if (visited.size() > FileLimits.DIRECTORIES) {
      throw new UnsupportedFileSystemException(
          fileSystem.type(), "more than %d directories".formatted(FileLimits.DIRECTORIES));
    }
    if (open.size() >= FileLimits.DEPTH || pathLength > FileLimits.PATH_CHARACTERS) {
      throw malformed("at most " + FileLimits.DEPTH + " directories in each other", directory);
    }
    if (directory.sizeBytes() > fileSystem.sizeBytes() - directoryBytes) {
      throw malformed("directories that share no bytes", directory);
    }
    directoryBytes += directory.sizeBytes();
    HeldNames.Mark mark = names.mark();
    fileSystem.names(
        directory,
        (name, inode) -> {
          entryBytes += fileSystem.leastEntryBytes(name);
          if (entryBytes > fileSystem.sizeBytes()) {
            throw malformed("directories that share no bytes", directory);
          }
          names.add(name, inode);
        });
    names.sort(mark);
    path.setLength(0);
    path.append(pathLength == 0 ? "" : directory.path());
    open.push(new Level(mark, names.mark().count(), pathLength));
  }

  private MalformedFileSystemException malformed(String expected, FileEntry directory) {
    return new MalformedFileSystemException(
        fileSystem.type(), 0, expected, "inode " + directory.inode());
  }

  /// A directory whose names are being gone through.
  private static final class Level {
    private final HeldNames.Mark mark;
    private final int end;
    private final int pathLength;
    private int next;

    Level(HeldNames.Mark mark, int end, int pathLength) {
      this.mark = mark;
      this.end = end;
      this.pathLength = pathLength;
      this.next = mark.count();
    }
  }
}
