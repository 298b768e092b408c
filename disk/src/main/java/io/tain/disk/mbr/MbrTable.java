package io.tain.disk.mbr;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.Violation;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The partitions of a master boot record; containers of logical partitions are not listed.
///
/// @param partitions numbers 1 to 4 are primary, from 5 on logical
/// @param isProtective true when the record only announces a GPT
/// @param notices what is unusual; the disk is usable all the same
public record MbrTable(List<Partition> partitions, boolean isProtective, List<Violation> notices) {
  private static final String FORMAT = "mbr";
  private static final String RULE = "G1";
  private static final int MAX_LOGICAL = 128;
  private static final int FIRST_LOGICAL_NUMBER = 5;

  public MbrTable {
    partitions = List.copyOf(partitions);
    notices = List.copyOf(notices);
  }

  /// The table in the disk's first sector; empty when that sector holds none.
  ///
  /// A boot sector of a file system is told apart by what would be its boot flags.
  ///
  /// @throws MalformedDiskException if partitions overlap or leave the disk
  /// @throws UnsafeDiskException if it lists partitions beside a GPT
  public static Optional<MbrTable> read(VirtualDisk disk) throws IOException {
    Optional<List<MbrEntry>> entries = MbrEntry.readSector(disk, 0);
    if (entries.isEmpty() || entries.get().stream().allMatch(MbrEntry::isEmpty)) {
      return Optional.empty();
    }
    List<MbrEntry> used = entries.get().stream().filter(entry -> !entry.isEmpty()).toList();
    Optional<MbrEntry> protective = used.stream().filter(MbrEntry::isProtective).findFirst();
    return Optional.of(
        protective.isPresent() ? protective(protective.get(), used) : listed(disk, used));
  }

  private static MbrTable protective(MbrEntry entry, List<MbrEntry> used) {
    if (used.size() > 1) {
      throw new UnsafeDiskException(FORMAT, RULE, 446, "partitions beside a GPT");
    }
    if (entry.startSector() != 1) {
      throw new UnsafeDiskException(
          FORMAT, RULE, entry.offset() + 8, "GPT announced at sector " + entry.startSector());
    }
    if (entry.startAddress() == MbrEntry.PROTECTIVE_ADDRESS) {
      return new MbrTable(List.of(), true, List.of());
    }
    var unusual =
        new MalformedDiskException(
            FORMAT,
            RULE,
            entry.offset() + 1,
            "start address 000200",
            "%06x".formatted(entry.startAddress()));
    return new MbrTable(List.of(), true, List.of(Violation.of(unusual)));
  }

  private static MbrTable listed(VirtualDisk disk, List<MbrEntry> used) throws IOException {
    var whole = new ByteRange(0, disk.sizeBytes());
    var partitions = new ArrayList<Partition>();
    var primary = new ArrayList<Partition>();
    for (MbrEntry entry : used) {
      Partition partition = entry.partition(entry.index() + 1, entry.rangeIn(whole, 0));
      primary.add(partition);
      if (entry.isExtended()) {
        expect(partitions.stream().noneMatch(p -> p.number() >= FIRST_LOGICAL_NUMBER), entry);
        partitions.addAll(logical(disk, partition.range()));
      } else {
        partitions.add(partition);
      }
    }
    checkOverlap(primary);
    checkOverlap(partitions);
    partitions.sort(Comparator.comparingInt(Partition::number));
    return new MbrTable(partitions, false, List.of());
  }

  private static void expect(boolean isFirst, MbrEntry entry) {
    if (!isFirst) {
      throw new MalformedDiskException(
          FORMAT, RULE, entry.offset(), "one extended partition", "another one");
    }
  }

  /// The chain of extended boot records: each names one partition and the next record.
  private static List<Partition> logical(VirtualDisk disk, ByteRange container) throws IOException {
    var partitions = new ArrayList<Partition>();
    var visited = new HashSet<Long>();
    long at = container.offset();
    while (true) {
      List<MbrEntry> entries = extendedRecord(disk, at);
      expectNew(visited, at);
      MbrEntry own = entries.get(0);
      if (!own.isEmpty()) {
        int number = FIRST_LOGICAL_NUMBER + partitions.size();
        partitions.add(own.partition(number, own.rangeIn(container, at)));
      }
      MbrEntry next = entries.get(1);
      if (next.isEmpty()) {
        return partitions;
      }
      at = next.rangeIn(container, container.offset()).offset();
    }
  }

  private static List<MbrEntry> extendedRecord(VirtualDisk disk, long at) throws IOException {
    return MbrEntry.readSector(disk, at)
        .orElseThrow(
            () -> new MalformedDiskException(FORMAT, RULE, at, "an extended boot record", "none"));
  }

  private static void expectNew(HashSet<Long> visited, long at) {
    if (!visited.add(at) || visited.size() > MAX_LOGICAL) {
      throw new MalformedDiskException(
          FORMAT, RULE, at, "at most 128 extended boot records, each once", visited.size());
    }
  }

  private static void checkOverlap(List<Partition> partitions) {
    PartitionTable.overlap(partitions)
        .ifPresent(
            overlap -> {
              throw overlap.refusal(FORMAT);
            });
  }
}
