package io.tain.disk.registry;

import io.tain.disk.PartitionTable;
import io.tain.disk.PartitionTable.Scheme;
import io.tain.disk.Violation;
import io.tain.disk.VirtualDisk;
import io.tain.disk.gpt.GptTable;
import io.tain.disk.mbr.MbrTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The partition table of a disk, whichever it has.
public final class PartitionTables {
  private PartitionTables() {}

  /// Reads the table; as in Linux, a GPT counts only when the MBR announces it.
  ///
  /// @throws io.tain.disk.MalformedDiskException if both copies of a GPT are damaged, or partitions
  ///     overlap or leave the disk
  /// @throws io.tain.disk.UnsafeDiskException if MBR and GPT contradict each other
  /// @throws IOException if the disk cannot be read; the call may be repeated
  public static PartitionTable read(VirtualDisk disk) throws IOException {
    return check(disk).table();
  }

  /// Reads the table together with what is unusual about it.
  static CheckedTable check(VirtualDisk disk) throws IOException {
    Optional<MbrTable> found = MbrTable.read(disk);
    if (found.isEmpty()) {
      return new CheckedTable(PartitionTable.NONE, List.of());
    }
    MbrTable mbr = found.get();
    if (!mbr.isProtective()) {
      return new CheckedTable(new PartitionTable(Scheme.MBR, mbr.partitions()), mbr.notices());
    }
    GptTable gpt = GptTable.read(disk);
    var notices = new ArrayList<>(mbr.notices());
    notices.addAll(gpt.notices());
    return new CheckedTable(new PartitionTable(Scheme.GPT, gpt.partitions()), notices);
  }

  /// A table and its notices.
  record CheckedTable(PartitionTable table, List<Violation> notices) {}
}
