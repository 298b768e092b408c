package io.tain.disk;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The container formats of disk files.
public enum DiskFormat {
  RAW,
  QCOW2;

  /// The format that a user names, such as `qcow2`.
  ///
  /// @throws TainException `command.usage` for a name of no format
  public static DiskFormat parse(String name) {
    return Arrays.stream(values())
        .filter(format -> format.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                TainException.of(ErrorCode.REQUEST_MALFORMED, "expected", names(), "found", name));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String names() {
    return Arrays.stream(values()).map(DiskFormat::toString).collect(Collectors.joining(" | "));
  }
}
