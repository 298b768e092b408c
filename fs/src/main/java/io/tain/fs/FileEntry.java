package io.tain.fs;

import java.time.Instant;
import java.util.Optional;

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

  /// Who may do what, and when it was last done.
  ///
  /// @param mode the twelve permission bits, without the type
  /// @param links number of names
  /// @param device what a block or character device stands for; empty for all others
  public record Attributes(
      int mode, long uid, long gid, int links, Times times, Optional<DeviceNumber> device) {
    /// When the content was last written.
    public Instant modifiedAt() {
      return times.modifiedAt();
    }
  }

  /// When a file was last touched.
  ///
  /// @param modifiedAt when its content was written
  /// @param changedAt when its content or its attributes were
  /// @param accessedAt when its content was read, as far as that was recorded
  /// @param createdAt empty when the file system does not know
  public record Times(
      Instant modifiedAt, Instant changedAt, Instant accessedAt, Optional<Instant> createdAt) {
    /// Times of a file system that records one only.
    public static Times allAt(Instant time) {
      return new Times(time, time, time, Optional.empty());
    }
  }
}
