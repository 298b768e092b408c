package io.tain.disk;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The container formats of disk files.
public enum DiskFormat {
  RAW,
  QCOW2,
  VMDK,
  VHD,
  VHDX;

  private static final long SECTOR_BYTES = 512;

  /// The format of this name, such as `qcow2`.
  public static Optional<DiskFormat> named(String name) {
    return Arrays.stream(values()).filter(format -> format.toString().equals(name)).findFirst();
  }

  /// The format that the ending of a file's name says: its own name such as `.vhdx`, or `.img` for
  /// raw.
  public static Optional<DiskFormat> ofEnding(Path file) {
    String name = String.valueOf(file.getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ending.equals("img") ? Optional.of(RAW) : named(ending);
  }

  /// The format that a request names, such as `qcow2`.
  ///
  /// @throws TainException `request.malformed` for a name of no format
  public static DiskFormat parse(String name) {
    return named(name)
        .orElseThrow(
            () ->
                TainException.of(ErrorCode.REQUEST_MALFORMED, "expected", names(), "found", name));
  }

  /// The size that a guest sees of a disk that is written in this format: all but raw count in
  /// sectors, so that zeros follow a disk that ends inside of one.
  public long writtenSizeBytes(long diskBytes) {
    return this == RAW ? diskBytes : Math.ceilDiv(diskBytes, SECTOR_BYTES) * SECTOR_BYTES;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String names() {
    return Arrays.stream(values()).map(DiskFormat::toString).collect(Collectors.joining(" | "));
  }
}
