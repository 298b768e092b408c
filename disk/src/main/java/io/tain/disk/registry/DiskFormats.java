package io.tain.disk.registry;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.ContainerFormat;
import io.tain.disk.DiskDescription;
import io.tain.disk.DiskFormat;
import io.tain.disk.DiskLimits;
import io.tain.disk.DiskWriter;
import io.tain.disk.FormatView;
import io.tain.disk.OpenOptions;
import io.tain.disk.OpenedDisk;
import io.tain.disk.Scrutiny;
import io.tain.disk.VirtualDisk;
import io.tain.disk.WriteOptions;
import io.tain.disk.raw.RawDisk;
import io.tain.disk.residue.Residue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// The one way into a disk file from outside: found out by content, refused unless it is safe.
///
/// No file that an image names is ever opened; only the one given here is.
public final class DiskFormats {
  private DiskFormats() {}

  /// Opens a file of whatever format its content shows.
  ///
  /// @throws io.tain.disk.UnsafeDiskException if it names other files or contradicts itself
  /// @throws io.tain.disk.MalformedDiskException if it is damaged
  /// @throws TainException `disk.unsupported` for a known format that is not read,
  ///     `quota.exceeded`;
  ///     `disk.choice` for a file of several disks
  /// @throws IOException if the file cannot be read; the call may be repeated
  public static OpenedDisk open(Path file) throws IOException {
    return open(file, OpenOptions.DEFAULT);
  }

  /// Opens a file that must have the format that its owner names.
  ///
  /// @throws TainException `disk.format-mismatch` if its content shows another
  public static OpenedDisk open(Path file, DiskFormat expected) throws IOException {
    return open(file, OpenOptions.DEFAULT.withFormat(Optional.of(expected)));
  }

  /// Opens the disk in a file that its owner means.
  ///
  /// @throws TainException `disk.choice` if the file has several disks, or none of this number;
  ///     `disk.format-mismatch` if it has another format than was said
  public static OpenedDisk open(Path file, OpenOptions options) throws IOException {
    Inspection inspection = inspected(file, Bounds.whole(options.limits()));
    Optional<String> expected = options.format().map(DiskFormat::toString);
    String found =
        inspection
            .archive()
            .flatMap(archive -> archive.find(options.disk()))
            .orElse(inspection)
            .detection()
            .name();
    if (expected.isEmpty() || found.equals(expected.get())) {
      return inspection.orThrow(options.disk());
    }
    try (var _ = inspection) {
      throw TainException.of(
          ErrorCode.DISK_FORMAT_MISMATCH, "path", file, "expected", expected.get(), "found", found);
    }
  }

  /// Opens what stands in the bytes of a file; closing it closes those too.
  public static OpenedDisk open(VirtualDisk bytes, DiskLimits limits) throws IOException {
    return Inspection.of(bytes, Bounds.whole(limits)).orThrow(OptionalInt.empty());
  }

  /// Describes a file, be it safe or not.
  ///
  /// @throws IOException if the file cannot be read; the call may be repeated
  public static DiskDescription describe(Path file) throws IOException {
    return describe(file, OptionalInt.empty(), Scrutiny.WHOLE, (description, _) -> description);
  }

  /// Describes a file, be it safe or not, and uses the disk of one that is not refused.
  ///
  /// @param number of the disk in a file of several; empty for the only one
  /// @param use given the disk that is in the file; none of one that is refused, undecided, or not
  ///     unpacked to its end
  /// @throws TainException `disk.choice` if there is no disk of this number
  /// @throws IOException if the file cannot be read; the call may be repeated
  public static <T> T describe(Path file, OptionalInt number, Scrutiny scrutiny, Use<T> use)
      throws IOException {
    try (Inspection inspection = inspected(file, Bounds.of(DiskLimits.DEFAULT, scrutiny))) {
      DiskDescription description = Describer.describe(inspection, number);
      boolean isUndecided = number.isEmpty() && description.archive().disks().size() > 1;
      if (description.isRefused() || isUndecided || !inspection.hasDisk(number)) {
        return use.of(description, Optional.empty());
      }
      try (OpenedDisk opened = inspection.orThrow(number)) {
        return use.of(description, Optional.of(opened));
      }
    }
  }

  /// How much of a disk is no hole.
  ///
  /// @throws IOException if it cannot be read; the call may be repeated
  public static long dataBytes(VirtualDisk disk) throws IOException {
    return disk.countDataBytes();
  }

  /// What writes files of a format as they usually are.
  public static DiskWriter writer(DiskFormat format) {
    return writer(format, WriteOptions.PLAIN);
  }

  /// What writes files of a format.
  ///
  /// @throws TainException `request.malformed` if the format has no such options
  public static DiskWriter writer(DiskFormat format, WriteOptions options) {
    return Writers.of(format, options);
  }

  /// A disk as a file of a format, which can be read anywhere and is never written.
  ///
  /// @param disk closed with the view; it must not change, nor may its extents
  /// @param options uncompressed
  /// @param id of what the disk holds, such as [io.tain.disk.copy.ContentName#of]: it stands in the
  ///     file, so equal ones give equal files
  /// @throws TainException `request.malformed` if the format has no such options, `quota.exceeded`
  ///     if it cannot hold a disk of this size
  /// @throws IOException if the disk cannot be read; the call may be repeated
  public static FormatView view(VirtualDisk disk, DiskFormat format, WriteOptions options, UUID id)
      throws IOException {
    return Views.of(disk, format, options, id);
  }

  /// What a file of a container format holds beside its disk, to give it back bit for bit.
  ///
  /// @param file as it was given
  /// @param maxLiteralBytes the most that may be kept, before it is compressed
  /// @return empty for raw bytes, which are the disk, and where too much would have to be kept
  /// @throws TainException if the file is refused
  /// @throws IOException if it cannot be read; the call may be repeated
  public static Optional<Residue> residue(VirtualDisk file, DiskFormat format, long maxLiteralBytes)
      throws IOException {
    Optional<ContainerFormat> container = Containers.of(format);
    return container.isEmpty()
        ? Optional.empty()
        : Residue.of(file, container.get().open(file).disk(), container.get(), maxLiteralBytes);
  }

  /// What is done with a file that was described.
  @FunctionalInterface
  public interface Use<T> {
    /// Uses the disk while it is open.
    T of(DiskDescription description, Optional<OpenedDisk> disk) throws IOException;
  }

  private static Inspection inspected(Path file, Bounds bounds) throws IOException {
    RawDisk bytes = RawDisk.open(file);
    try {
      return Inspection.of(bytes, bounds);
    } catch (IOException | RuntimeException failure) {
      bytes.close();
      throw failure;
    }
  }
}
