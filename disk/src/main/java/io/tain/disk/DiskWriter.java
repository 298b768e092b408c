package io.tain.disk;

import java.io.IOException;
import java.nio.file.Path;

/// Writes a disk to a file of one format.
public interface DiskWriter {
  /// Writes the whole disk; holes stay holes.
  ///
  /// @param target must not exist; it appears whole or not at all
  /// @throws io.tain.base.TainException `file.exists` if it does; `file.no-space`,
  ///     `file.forbidden`
  /// @throws IOException if it cannot be written; the call may be repeated
  void write(VirtualDisk disk, Path target) throws IOException;
}
