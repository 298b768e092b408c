package io.tain.fs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Finds a path by its components and never leaves the file system's root.
final class PathLookup {
  private static final int MAX_LINKS = 40;

  private final FileSystem fileSystem;
  private final Deque<FileEntry> directories = new ArrayDeque<>();
  private final Deque<String> remaining = new ArrayDeque<>();
  private int linksFollowed;

  PathLookup(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  Optional<FileEntry> find(String path) throws IOException {
    FileEntry current = fileSystem.root();
    push(path);
    while (!remaining.isEmpty()) {
      String name = remaining.pop();
      if (!current.isDirectory()) {
        return Optional.empty();
      }
      if (name.equals("..")) {
        current = directories.isEmpty() ? current : directories.pop();
        continue;
      }
      Optional<FileEntry> child = fileSystem.child(current, name);
      if (child.isEmpty()) {
        return child;
      }
      if (child.get().isLink()) {
        if (++linksFollowed > MAX_LINKS) {
          return Optional.empty();
        }
        current = follow(current, fileSystem.linkTarget(child.get()));
      } else {
        directories.push(current);
        current = child.get();
      }
    }
    return Optional.of(current);
  }

  private FileEntry follow(FileEntry directory, String target) throws IOException {
    push(target);
    if (!target.startsWith("/")) {
      return directory;
    }
    directories.clear();
    return fileSystem.root();
  }

  private void push(String path) {
    for (String name : List.of(path.split("/")).reversed()) {
      if (!name.isEmpty() && !name.equals(".")) {
        remaining.push(name);
      }
    }
  }
}
