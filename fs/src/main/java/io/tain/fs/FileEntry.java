package io.tain.fs;

import java.time.Instant;

/// A file, directory, link or other object of a file system, under one of its names.
///
/// @param path absolute and `/`-separated; `/` for the root. A byte of a name that is not UTF-8 is
///     the lone surrogate `U+DC00 + byte`, so that every name has a path and no two share one
/// @param inode the same for all names of one object; unique in its file system
/// @param sizeBytes length of the content; of a link, length of its target
public record FileEntry(
    String path, FileKind kind, long inode, long sizeBytes, Attributes attributes) {
  /// The last component of the path; empty for the root.
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The path of an entry in this directory.
  public String childPath(String name) {
    return path.equals("/") ? path + name : path + "/" + name;
  }

  public boolean isFile() {
    return kind == FileKind.FILE;
  }

  public boolean isDirectory() {
    return kind == FileKind.DIRECTORY;
  }

  public boolean isLink() {
    return kind == FileKind.SYMLINK;
  }

  /// Who may do what, and since when the content is what it is.
  ///
  /// @param mode the twelve permission bits, without the type
  /// @param links number of names
  public record Attributes(int mode, long uid, long gid, int links, Instant modifiedAt) {}
}
