package io.tain.disk.registry;

import io.tain.base.TainException;
import io.tain.disk.DiskFormat;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.UnsupportedDiskException;
import io.tain.disk.Violation;
import io.tain.disk.VirtualDisk;
import io.tain.disk.ova.OvaArchive;
import io.tain.disk.wrap.Wrapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a file is by its content, whatever its name says (rules D1, D2, B1, C1, L1 and O1).
///
/// @param names of the formats whose signatures it bears
record Detection(List<String> names) {
  private static final String OVA = "ova";
  private static final Set<String> ARCHIVES = Set.of("tar", "zip", "7z");
  private static final Set<String> OPTICAL = Set.of("iso", "udf");

  Detection {
    names = List.copyOf(names);
  }

  static Detection of(VirtualDisk file) throws IOException {
    List<String> names = Signature.namesIn(file);
    return new Detection(
        names.equals(List.of("tar")) && OvaArchive.isIn(file) ? List.of(OVA) : names);
  }

  /// The format's name; `raw` for a file that bears no signature.
  String name() {
    return isRaw() ? DiskFormat.RAW.toString() : names.getFirst();
  }

  /// The reason to refuse the file as it is; empty when it is of a format that can be read.
  Optional<TainException> refusal(VirtualDisk file) {
    if (file.sizeBytes() == 0) {
      return Optional.of(
          new MalformedDiskException(name(), "D3", 0, "at least one byte", "an empty file"));
    }
    if (names.size() > 1 && !isOptical()) {
      return Optional.of(
          new UnsafeDiskException(name(), "D2", 0, "signatures of " + String.join(", ", names)));
    }
    if (isPlain() || isArchive() || Containers.named(name()).isPresent()) {
      return Optional.empty();
    }
    String rule = ARCHIVES.contains(name()) ? "O1" : "B1";
    return Optional.of(new UnsupportedDiskException(name(), rule, 0, "this format"));
  }

  /// The format to read it as; only for a file that is not refused.
  DiskFormat format() {
    return isPlain() ? DiskFormat.RAW : DiskFormat.parse(name());
  }

  /// The compression of the whole file, when it has no other signature.
  Optional<Wrapper> wrapper() {
    return names.size() == 1 ? Wrapper.named(name()) : Optional.empty();
  }

  /// What must be known of a disk that is accepted: encrypted content was seen by no inspection.
  static List<Violation> uninspected(VirtualDisk disk, PartitionTable table) throws IOException {
    var notices = new ArrayList<Violation>();
    if (Signature.isLuks(disk)) {
      notices.add(uninspected(0));
    }
    for (Partition partition : table.partitions()) {
      if (Signature.isLuks(disk.slice(partition.range()))) {
        notices.add(uninspected(partition.range().offset()));
      }
    }
    return notices;
  }

  private static Violation uninspected(long offset) {
    return new Violation("", "L1", offset, "luks: content not inspected");
  }

  /// What must be known of a file that is accepted.
  List<Violation> notices() {
    return isOptical()
        ? List.of(new Violation("", "D1", 0x8001, "an optical disc, kept as it is"))
        : List.of();
  }

  /// True for the image of a CD or DVD; one that has both file systems is usual.
  boolean isOptical() {
    return !names.isEmpty() && OPTICAL.containsAll(names);
  }

  /// True for a file that holds the files of several disks.
  boolean isArchive() {
    return name().equals(OVA);
  }

  /// True when the bytes of the file are those of the disk.
  boolean isPlain() {
    return isRaw() || isOptical();
  }

  /// True for bytes without a format, encrypted ones included.
  boolean isRaw() {
    return names.isEmpty() || names.equals(List.of(Signature.LUKS));
  }
}
