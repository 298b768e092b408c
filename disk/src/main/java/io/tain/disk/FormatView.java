package io.tain.disk;

/// A disk as a file of a format, with random access: its tables are computed, nothing is written.
///
/// Its length is known from the beginning, and the same disk gives the same bytes for ever: ranges,
/// entity tags and resumed downloads work. Its own size is that of the file. Which blocks the file
/// holds is decided by the extents of the disk.
public interface FormatView extends VirtualDisk {
  /// Changes with every change of what stands where in the files of any format; belongs into an
  /// entity tag.
  int LAYOUT_VERSION = 1;

  /// The format of the file.
  DiskFormat format();
}
