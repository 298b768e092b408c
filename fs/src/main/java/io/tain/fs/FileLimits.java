package io.tain.fs;

/// How much of a file system is held in memory at most, whatever it says of itself.
///
/// Together with the disk that it lies on less than 64 MiB: docs/FORMATS.md has the sum.
public final class FileLimits {
  /// Names that are put in order, of all directories on the way to where a walk is, in bytes.
  public static final int NAME_BYTES = 16 << 20;

  /// The same in names.
  public static final int NAMES = 1 << 20;

  /// Directories of one walk: each is met once.
  public static final int DIRECTORIES = 3 << 17;

  /// Directories inside each other.
  public static final int DEPTH = 4096;

  /// The path of a directory, and what is left of one that is being looked up, in characters.
  public static final int PATH_CHARACTERS = 1 << 16;

  /// Pieces of one file on the disk.
  public static final int PIECES = 1 << 17;

  /// Attributes of one object.
  public static final int ATTRIBUTES = 1 << 12;

  /// The values of all attributes of one object, in bytes.
  public static final int ATTRIBUTE_BYTES = 4 << 20;

  /// Blocks whose newest content is in a journal.
  public static final int JOURNAL_BLOCKS = 3 << 16;

  private FileLimits() {}

  /// Refuses the attributes of one object when they are too many.
  ///
  /// @param type as `FileSystem.type()` names it
  public static void checkAttributes(String type, int count, int bytes) {
    if (count > ATTRIBUTES) {
      throw new UnsupportedFileSystemException(
          type, "more than %d attributes of a file".formatted(ATTRIBUTES));
    }
    if (bytes > ATTRIBUTE_BYTES) {
      throw new UnsupportedFileSystemException(
          type, "more than %d bytes of attributes of a file".formatted(ATTRIBUTE_BYTES));
    }
  }
}
