package io.tain.fs;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// A read-only file system on a disk or partition.
///
/// Safe for concurrent use. The disk belongs to whoever opened it and must stay open. What is read
/// is checked when it is read: every method that reads throws `MalformedFileSystemException` where
/// the bytes contradict the format, `UnsupportedFileSystemException` where they use something that
/// is not supported, and `IOException` when the disk cannot be read (the call may be repeated).
public interface FileSystem {
  /// Its format in one word, such as `ext4` or `vfat`.
  String type();

  /// The volume's name; empty when it has none.
  String label();

  /// The volume's id as its own tools print it.
  String uuid();

  /// The bytes that the file system manages.
  long sizeBytes();

  /// The bytes of `sizeBytes()` that its own counters call used, tables included.
  long usedBytes() throws IOException;

  /// The directory that every path starts from.
  FileEntry root() throws IOException;

  /// Shows the names in a directory, without `.` and `..`, in the order of the disk.
  ///
  /// Reads nothing of what they name, and holds no more than one of them.
  ///
  /// @param directory of kind DIRECTORY
  void names(FileEntry directory, NameVisitor visitor) throws IOException;

  /// The fewest bytes of the disk that a name takes in a directory.
  default int leastEntryBytes(String name) {
    return 7 + name.length();
  }

  /// What an inode holds, as the entry at a path.
  ///
  /// @param path one that leads to the inode
  /// @param inode of this file system, as `names` or an entry tells it
  FileEntry entry(String path, long inode) throws IOException;

  /// Shows the entries of a directory, without `.` and `..`, in the order of the disk.
  ///
  /// @param directory of kind DIRECTORY
  default void list(FileEntry directory, Visitor visitor) throws IOException {
    names(directory, (name, inode) -> visitor.visit(entry(directory.childPath(name), inode)));
  }

  /// Shows the entries of a directory in ascending order of their names.
  ///
  /// @param directory of kind DIRECTORY
  /// @throws UnsupportedFileSystemException if its names are more than `FileLimits` allows
  default void listByName(FileEntry directory, Visitor visitor) throws IOException {
    new TreeWalk(this, visitor).list(directory);
  }

  /// The entry of a directory that has this name; reads no other entry's attributes.
  ///
  /// @param directory of kind DIRECTORY
  Optional<FileEntry> child(FileEntry directory, String name) throws IOException;

  /// Where a symbolic link points, as it is written in the link.
  ///
  /// @param link of kind SYMLINK
  String linkTarget(FileEntry link) throws IOException;

  /// Fills `target` with the bytes of a file at `offset`.
  ///
  /// @param file of kind FILE
  /// @param offset in bytes; `offset + target.remaining() <= file.sizeBytes()`
  void read(FileEntry file, long offset, ByteBuffer target) throws IOException;

  /// The extended attributes of an object by their full names, such as `user.x`,
  /// `security.capability` or `system.posix_acl_access`.
  ///
  /// Values are those that the kernel's getxattr answers to root; `PosixAcl` makes the ones of
  /// lists. A byte of a name that is not UTF-8 is written as in a path.
  ///
  /// @param entry of any kind
  /// @return empty when there are none, or when the file system knows no such attributes
  SortedMap<String, byte[]> extendedAttributes(FileEntry entry) throws IOException;

  /// Where the bytes of a file lie in the file and on the disk, in the order of the file.
  ///
  /// Whole blocks of the file system, so that the last run may reach beyond the end of the file;
  /// holes, preallocated space and bytes that are kept inside tables are left out. After
  /// `JOURNAL_REPLAYED` a block's newest bytes may lie in the journal still; `read` answers those.
  ///
  /// @param file of kind FILE
  List<FileRun> fileRuns(FileEntry file) throws IOException;

  /// Where a file's bytes lie on the disk, in the order of the file: `fileRuns` with neighbours
  /// joined.
  ///
  /// @param file of kind FILE
  default List<ByteRange> runs(FileEntry file) throws IOException {
    return FileRuns.joined(fileRuns(file));
  }

  /// The ranges of a file that read as zeros because nothing was written there, in ascending order.
  ///
  /// @param file of kind FILE
  default List<ByteRange> holes(FileEntry file) throws IOException {
    return FileRuns.holes(fileRuns(file), file.sizeBytes());
  }

  /// Shows which ranges of the disk are in use, its own tables included, as its allocation tables
  /// say.
  ///
  /// Ascending, without overlap, neighbours joined, all below `sizeBytes()`; memory does not grow
  /// with the volume. What the file system leaves out it may overwrite: no content of a file and no
  /// table lies there. Bytes of the disk from `sizeBytes()` on are not its to speak of.
  void allocatedRanges(RangeVisitor visitor) throws IOException;

  /// What is unusual about it; nothing for one that was unmounted and is not known to be damaged.
  Set<Notice> notices();

  /// The content of a file from its start.
  ///
  /// @param file of kind FILE
  default InputStream open(FileEntry file) {
    return new FileStream(this, file);
  }

  /// The entry at a path, with symbolic links followed inside this file system only.
  ///
  /// @param path absolute or relative to the root; `..` of the root is the root
  /// @return empty if there is none, if a link points nowhere, or after more than 40 links
  default Optional<FileEntry> find(String path) throws IOException {
    return new PathLookup(this).find(path);
  }

  /// Shows everything below a directory to `visitor`: parents first, names in ascending order.
  ///
  /// @param directory of kind DIRECTORY; not visited itself
  /// @throws MalformedFileSystemException if a directory is reached twice, or lies too deep
  /// @throws UnsupportedFileSystemException if there are more directories, or more names on the way
  ///     to one, than `FileLimits` allows
  default void walk(FileEntry directory, Visitor visitor) throws IOException {
    new TreeWalk(this, visitor).walk(directory);
  }

  /// Takes the entries of a walk.
  @FunctionalInterface
  interface Visitor {
    void visit(FileEntry entry) throws IOException;

    /// Whether the walk is to go into a directory, which was visited.
    default boolean enters(FileEntry directory) {
      return true;
    }

    /// Learns that an entry, or what is in a directory, cannot be read: unless this throws, the
    /// walk goes on without it.
    default void unreadable(TainException reason) {
      throw reason;
    }
  }

  /// Takes the names in a directory.
  @FunctionalInterface
  interface NameVisitor {
    /// Takes a name and the inode that it stands for.
    void visit(String name, long inode) throws IOException;
  }

  /// Takes ranges of a disk.
  @FunctionalInterface
  interface RangeVisitor {
    void visit(ByteRange range) throws IOException;
  }
}
