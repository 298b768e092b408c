package io.tain.disk;

import java.io.IOException;
import java.util.List;

/// A disk whose file passed every rule of docs/THREATS.md.
///
/// @param format of the file, found from its content
/// @param disk closed by whoever opened it
/// @param partitions as its table lists them
/// @param notices what is unusual but no reason to refuse it
public record OpenedDisk(
    DiskFormat format, VirtualDisk disk, PartitionTable partitions, List<Violation> notices)
    implements AutoCloseable {
  public OpenedDisk {
    notices = List.copyOf(notices);
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }
}
