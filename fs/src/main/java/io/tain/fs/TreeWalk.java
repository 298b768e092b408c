package io.tain.fs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// One pass over a tree that meets every directory at most once.
///
/// Memory is bounded by the directories of the disk and by the entries of one path's directories,
/// work by the size of the file system: sound directories share no bytes, so that all of them
/// together cannot be larger than it.
final class TreeWalk {
  private static final int MAX_DEPTH = 4096;
  private static final int MAX_PATH_CHARACTERS = 1 << 16;

  private final FileSystem fileSystem;
  private final FileSystem.Visitor visitor;
  private final Set<Long> visited = new HashSet<>();
  private final Deque<Iterator<FileEntry>> open = new ArrayDeque<>();
  private long directoryBytes;

  TreeWalk(FileSystem fileSystem, FileSystem.Visitor visitor) {
    this.fileSystem = fileSystem;
    this.visitor = visitor;
  }

  void walk(FileEntry start) throws IOException {
    enter(start);
    while (!open.isEmpty()) {
      Iterator<FileEntry> entries = open.peek();
      if (!entries.hasNext()) {
        open.pop();
        continue;
      }
      FileEntry entry = entries.next();
      visitor.visit(entry);
      if (entry.isDirectory()) {
        enter(entry);
      }
    }
  }

  private void enter(FileEntry directory) throws IOException {
    if (!visited.add(directory.inode())) {
      throw malformed("a directory with one parent", directory);
    }
    if (open.size() >= MAX_DEPTH || directory.path().length() > MAX_PATH_CHARACTERS) {
      throw malformed("at most " + MAX_DEPTH + " directories in each other", directory);
    }
    if (directory.sizeBytes() > fileSystem.sizeBytes() - directoryBytes) {
      throw malformed("directories that share no bytes", directory);
    }
    directoryBytes += directory.sizeBytes();
    List<FileEntry> entries = new ArrayList<>(fileSystem.list(directory));
    entries.sort(Comparator.comparing(FileEntry::name));
    open.push(entries.iterator());
  }

  private MalformedFileSystemException malformed(String expected, FileEntry directory) {
    return new MalformedFileSystemException(
        fileSystem.type(), 0, expected, "inode " + directory.inode());
  }
}
