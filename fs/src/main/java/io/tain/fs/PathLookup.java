package io.tain.fs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Finds a path by its components and never leaves the file system's root.
///
/// Of the directories on the way only the inodes are held.
final class PathLookup {
  private static final int MAX_LINKS = 40;

  private final FileSystem fileSystem;
  private final Deque<Long> parents = new ArrayDeque<>();
  private String path = "";
  private int at;
  private int linksFollowed;

  PathLookup(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  Optional<FileEntry> find(String wanted) throws IOException {
    FileEntry current = fileSystem.root();
    goOn(wanted);
    for (String name = next(); !name.isEmpty(); name = next()) {
      if (!current.isDirectory()) {
        return Optional.empty();
      }
      if (name.equals("..")) {
        current = parents.isEmpty() ? current : fileSystem.entry(parentOf(current), parents.pop());
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
        parents.push(current.inode());
        current = child.get();
        check(current.path().length());
      }
    }
    return Optional.of(current);
  }

  private FileEntry follow(FileEntry directory, String target) throws IOException {
    goOn(target + "/" + path.substring(at));
    if (!target.startsWith("/")) {
      return directory;
    }
    parents.clear();
    return fileSystem.root();
  }

  private static String parentOf(FileEntry entry) {
    int slash = entry.path().lastIndexOf('/');
    return slash == 0 ? "/" : entry.path().substring(0, slash);
  }

  private void goOn(String rest) {
    check(rest.length());
    path = rest;
    at = 0;
  }

  /// The next component; empty behind the last one.
  private String next() {
    while (at < path.length()) {
      int slash = path.indexOf('/', at);
      int end = slash < 0 ? path.length() : slash;
      String name = path.substring(at, end);
      at = Math.min(path.length(), end + 1);
      if (!name.isEmpty() && !name.equals(".")) {
        return name;
      }
    }
    return "";
  }

  private void check(int characters) {
    if (characters > FileLimits.PATH_CHARACTERS) {
      throw new UnsupportedFileSystemException(
          fileSystem.type(),
          "more than %d characters of a path".formatted(FileLimits.PATH_CHARACTERS));
    }
  }
}
