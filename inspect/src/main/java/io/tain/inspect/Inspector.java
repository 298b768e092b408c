package io.tain.inspect;

import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.util.List;

/// Tells what a disk contains from its bytes alone; reads few of them.
public interface Inspector {
  /// What every partition holds, and the systems that are installed on them.
  ///
  /// A partition that is damaged, or of an unknown kind, is part of the answer and no error.
  ///
  /// @throws IOException if the disk cannot be read; the call may be repeated
  Inspection inspect(VirtualDisk disk, PartitionTable table) throws IOException;

  /// What every partition and every logical volume holds, without a look for systems; without a
  /// table, the whole disk as number 0.
  ///
  /// @throws IOException if the disk cannot be read; the call may be repeated
  List<PartitionContent> partitions(VirtualDisk disk, PartitionTable table) throws IOException;

  /// The packages of the system that the disk holds, sorted by name and architecture.
  ///
  /// Reads fewer bytes than `inspect`. An answer is complete: whatever keeps packages from being
  /// seen is an error.
  ///
  /// @throws io.tain.base.TainException `packages.malformed` if the package database is damaged,
  ///     `packages.unsupported` if it is of a kind that is not read, `fs.malformed` or
  ///     `fs.unsupported` if the partition that may hold it cannot be read, `system.not-found` if
  ///     no partition holds a system
  /// @throws IOException if the disk cannot be read; the call may be repeated
  List<InstalledPackage> packages(VirtualDisk disk, PartitionTable table) throws IOException;
}
