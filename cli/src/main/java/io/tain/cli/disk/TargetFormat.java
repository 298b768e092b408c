package io.tain.cli.disk;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.DiskFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The format of a file that a command is to write.
public final class TargetFormat {
  private TargetFormat() {}

  /// The format that was named, else the one that the ending of the file says.
  ///
  /// @param option that names a format, such as `--to`
  /// @throws TainException `request.malformed` if neither says one
  public static DiskFormat of(@Nullable DiskFormat named, Path target, String option) {
    return named != null
        ? named
        : DiskFormat.ofEnding(target)
            .orElseThrow(
                () ->
                    TainException.of(
                        ErrorCode.REQUEST_MALFORMED,
                        "expected",
                        option
                            + ", or a file that ends in .raw, .img, .qcow2, .vmdk, .vhd or .vhdx",
                        "found",
                        target));
  }
}
