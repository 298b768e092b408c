package io.tain.fs.hints;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.DiskLayout;
import io.tain.disk.LogicalVolume;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VolumeGroup;
import io.tain.disk.registry.VolumeGroups;
import io.tain.fs.registry.FileSystems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The order of a disk's parts: the files of each file system by path, then tables, then what is
/// free.
///
/// What cannot be read has no place in it, and is cut in disk order. Memory and work are bounded,
/// whatever is on the disk; what lies beyond the bounds is left to disk order too.
public final class OrderHints {
  private static final System.Logger log = System.getLogger(OrderHints.class.getName());

  private final VirtualDisk disk;
  private final PartitionTable table;
  private final Budget budget;
  private final DiskLayout.Builder layout = new DiskLayout.Builder();
  private final List<Volume> volumes = new ArrayList<>();

  private OrderHints(VirtualDisk disk, PartitionTable table, Budget budget) {
    this.disk = disk;
    this.table = table;
    this.budget = budget;
  }

  /// Reads the tables of every file system on the partitions and logical volumes of a disk.
  ///
  /// @throws IOException if the disk cannot be read; the call may be repeated
  public static DiskLayout of(VirtualDisk disk, PartitionTable table) throws IOException {
    return of(disk, table, Budget.ofAnImport());
  }

  static DiskLayout of(VirtualDisk disk, PartitionTable table, Budget budget) throws IOException {
    return new OrderHints(disk, table, budget).read();
  }

  private DiskLayout read() throws IOException {
    openPartitions();
    guarded("lvm", this::openLogicalVolumes);
    for (Volume volume : volumes) {
      guarded(volume.name(), () -> FilesByPath.add(volume, layout, budget));
    }
    for (Volume volume : volumes) {
      guarded(volume.name(), () -> volume.addTables(layout, budget));
    }
    if (budget.isSpent()) {
      log.log(INFO, () -> "disk too large for all hints, rest in disk order runs=" + budget.runs());
    }
    return layout.build();
  }

  private void openPartitions() throws IOException {
    for (Partition partition : table.partitions()) {
      open(Integer.toString(partition.number()), disk.slice(partition.range()));
    }
    if (table.partitions().isEmpty()) {
      open("0", disk.slice(new ByteRange(0, disk.sizeBytes())));
    }
  }

  private void openLogicalVolumes() throws IOException {
    for (VolumeGroup group : VolumeGroups.of(disk, table)) {
      for (LogicalVolume volume : group.volumes()) {
        if (volume.content().isPresent()) {
          open(volume.path(), volume.content().get());
        }
      }
    }
  }

  private void open(String name, VirtualDisk view) throws IOException {
    guarded(
        name,
        () ->
            FileSystems.open(view)
                .ifPresent(fileSystem -> volumes.add(new Volume(name, view, fileSystem))));
  }

  /// Hints are worth nothing compared with an import, so that only a disk that cannot be read, or
  /// an interruption, ends it.
  private static void guarded(String volume, Step step) throws IOException {
    try {
      step.run();
    } catch (TainException e) {
      log.log(DEBUG, () -> "order hints left out volume=%s".formatted(volume), e);
    } catch (RuntimeException e) {
      log.log(WARNING, () -> "order hints failed, please report volume=%s".formatted(volume), e);
    }
  }

  /// A part of the work that may fail for itself.
  private interface Step {
    void run() throws IOException;
  }
}
