package io.tain.disk;

import java.util.Optional;
import java.util.OptionalInt;

/// What somebody says about a file before it is opened.
///
/// @param format that its content must show; empty to find out
/// @param disk the number of the one that is meant, in a file of several; from 1
public record OpenOptions(Optional<DiskFormat> format, OptionalInt disk, DiskLimits limits) {
  /// Nothing said.
  public static final OpenOptions DEFAULT =
      new OpenOptions(Optional.empty(), OptionalInt.empty(), DiskLimits.DEFAULT);

  /// These options with a format.
  public OpenOptions withFormat(Optional<DiskFormat> named) {
    return new OpenOptions(named, disk, limits);
  }

  /// These options with the number of a disk.
  public OpenOptions withDisk(OptionalInt number) {
    return new OpenOptions(format, number, limits);
  }

  /// These options with other limits.
  public OpenOptions withLimits(DiskLimits others) {
    return new OpenOptions(format, disk, others);
  }
}
