package io.tain.disk.registry;

import io.tain.disk.ContainedDisk;
import io.tain.disk.DiskArchive;
import io.tain.disk.DiskArchive.Item;
import io.tain.disk.DiskDescription;
import io.tain.disk.DiskDescription.Allocation;
import io.tain.disk.wrap.Wrapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Turns an inspection into what is told about the file.
final class Describer {
  private Describer() {}

  /// @param number of the disk in an archive
  static DiskDescription describe(Inspection inspection, OptionalInt number) throws IOException {
    if (inspection.archive().isEmpty()) {
      return describe(inspection, inspection, DiskArchive.NONE);
    }
    ArchivedDisks archive = inspection.archive().get();
    DiskArchive described = archive.described();
    Optional<Inspection> one = archive.find(number);
    return one.isPresent()
        ? describe(inspection, one.get(), described)
        : describe(inspection, inspection, described);
  }

  private static DiskDescription describe(Inspection file, Inspection disk, DiskArchive archive)
      throws IOException {
    boolean isWhole = file == disk;
    List<Item> all = isWhole ? archive.disks() : List.of();
    return new DiskDescription(
        disk.detection().name(),
        wrappers(file, disk),
        file.file().sizeBytes(),
        file.file().countDataBytes(),
        virtualSizeBytes(disk) + all.stream().mapToLong(Item::virtualSizeBytes).sum(),
        dataBytes(disk) + all.stream().mapToLong(Item::dataBytes).sum(),
        disk.contained().map(ContainedDisk::allocation).orElse(Allocation.NONE),
        disk.partitions(),
        archive,
        file.isVerified(),
        file.violations(),
        isWhole
            ? file.notices()
            : Stream.concat(file.notices().stream(), disk.notices().stream()).toList());
  }

  private static String wrappers(Inspection file, Inspection disk) {
    var names = new ArrayList<String>();
    disk.wrapper().map(Wrapper::toString).ifPresent(names::add);
    if (file != disk) {
      names.add(file.detection().name());
      file.wrapper().map(Wrapper::toString).ifPresent(names::add);
    }
    return String.join(", ", names);
  }

  /// The size of the disk in a file, or what its header claims; 0 for an archive, and while nobody
  /// knows.
  static long virtualSizeBytes(Inspection disk) {
    if (disk.detection().isPlain()) {
      return disk.isRead() ? disk.bytes().sizeBytes() : 0;
    }
    return disk.claimedSizeBytes();
  }

  /// How much of the disk a file holds; 0 for an archive, for a file that is refused, and
  /// while nobody knows.
  static long dataBytes(Inspection disk) throws IOException {
    if (disk.contained().isPresent()) {
      return disk.contained().get().dataBytes();
    }
    return disk.detection().isPlain() && disk.isRead() ? disk.bytes().countDataBytes() : 0;
  }
}
