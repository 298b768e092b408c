package io.tain.disk;

import io.tain.base.TainException;
import java.io.IOException;
import java.util.List;

/// A format whose files hold a disk and tables about it, as opposed to raw bytes.
///
/// Nothing that a file names is opened. Safe for concurrent use.
public interface ContainerFormat {
  /// Every reason that the headers give to refuse a file; none when it may be opened.
  ///
  /// @throws MalformedDiskException if the file is shorter than its headers
  List<TainException> refusals(VirtualDisk bytes) throws IOException;

  /// The virtual size that the headers name, be it possible or not; 0 when they name none, or more
  /// than 63 bits hold.
  ///
  /// @throws MalformedDiskException if the file is shorter than its headers
  long claimedSizeBytes(VirtualDisk bytes) throws IOException;

  /// Opens the disk in the bytes of a file; closing it closes those too.
  ///
  /// @throws TainException the first of [#refusals]
  /// @throws MalformedDiskException if its tables contradict each other or leave the file
  /// @throws IOException if the bytes cannot be read; the call may be repeated
  ContainedDisk open(VirtualDisk bytes) throws IOException;

  /// Tells where in a file the bytes of its disk stand, in the order of the disk.
  ///
  /// @throws TainException as [#open]
  /// @throws IOException if the bytes cannot be read; the call may be repeated
  void places(VirtualDisk bytes, Place.Sink sink) throws IOException;
}
