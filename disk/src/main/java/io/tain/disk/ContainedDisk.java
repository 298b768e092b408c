package io.tain.disk;

import io.tain.disk.DiskDescription.Allocation;
import java.util.List;

/// The disk in a file of a container format, and what the file's tables prove about it.
///
/// @param disk closed by whoever opened it
/// @param dataBytes how much of the disk is held in the file, before compression
/// @param allocation how the format holds it
/// @param notices what is unusual but no reason to refuse it
public record ContainedDisk(
    VirtualDisk disk, long dataBytes, Allocation allocation, List<Violation> notices) {
  public ContainedDisk {
    notices = List.copyOf(notices);
  }
}
