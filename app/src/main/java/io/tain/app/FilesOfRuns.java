package io.tain.app;

import static java.lang.System.Logger.Level.DEBUG;

import io.tain.app.DiskDifference.Run;
import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileSystem;
import io.tain.fs.registry.FileSystems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the files that runs of a disk belong to.
final class FilesOfRuns {
  private static final System.Logger log = System.getLogger(FilesOfRuns.class.getName());

  private FilesOfRuns() {}

  /// The runs, each with the first file by path that has bytes there.
  ///
  /// A file system that cannot be read names no files: the runs are true without it.
  static List<Run> named(List<Run> runs, VirtualDisk disk, PartitionTable table)
      throws IOException {
    var named = new ArrayList<>(runs);
    for (Partition partition : table.partitions()) {
      if (runs.stream().anyMatch(run -> run.partition() == partition.number())) {
        name(named, disk, partition);
      }
    }
    return named;
  }

  private static void name(List<Run> runs, VirtualDisk disk, Partition partition)
      throws IOException {
    try {
      Optional<FileSystem> opened = FileSystems.open(disk.slice(partition.range()));
      if (opened.isPresent()) {
        FileSystem fileSystem = opened.get();
        fileSystem.walk(fileSystem.root(), entry -> name(runs, fileSystem, entry, partition));
      }
    } catch (TainException e) {
      log.log(DEBUG, () -> "files unread partition=%d".formatted(partition.number()), e);
    }
  }

  private static void name(
      List<Run> runs, FileSystem fileSystem, FileEntry entry, Partition partition)
      throws IOException {
    if (!entry.isFile()) {
      return;
    }
    List<ByteRange> places = fileSystem.runs(entry);
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      if (run.partition() == partition.number() && run.path().isEmpty()) {
        long origin = partition.range().offset();
        if (places.stream().anyMatch(place -> overlaps(place, origin, run.range()))) {
          runs.set(i, new Run(run.partition(), run.range(), entry.path()));
        }
      }
    }
  }

  private static boolean overlaps(ByteRange place, long origin, ByteRange run) {
    return new ByteRange(origin + place.offset(), place.length()).overlaps(run);
  }
}
