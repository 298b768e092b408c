package io.tain.inspect;

import java.util.List;

/// An operating system that a partition holds.
///
/// @param partitionNumber where its root file system is
/// @param architecture as Debian names it, such as `amd64`; empty when it cannot be told
/// @param kernels versions of the kernels in /boot, newest first
/// @param packages sorted by name and architecture
/// @param problem the code of the error that kept `packages` from being read, such as
///     `packages.malformed`; empty when they were read
public record InstalledSystem(
    int partitionNumber,
    OsRelease release,
    String architecture,
    List<String> kernels,
    List<InstalledPackage> packages,
    String problem) {
  public InstalledSystem {
    kernels = List.copyOf(kernels);
    packages = List.copyOf(packages);
  }
}
