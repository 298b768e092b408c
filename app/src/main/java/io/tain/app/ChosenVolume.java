package io.tain.app;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.LogicalVolume;
import io.tain.disk.OpenedDisk;
import io.tain.disk.Partition;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VolumeGroup;
import io.tain.disk.registry.VolumeGroups;
import io.tain.fs.FileSystem;
import io.tain.fs.UnsupportedFileSystemException;
import io.tain.fs.registry.FileSystems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The file system of a disk that somebody wants to look into.
final class ChosenVolume {
  private static final List<String> MARKS_OF_A_ROOT =
      List.of("/etc/os-release", "/usr/lib/os-release");

  private final OpenedDisk opened;

  ChosenVolume(OpenedDisk opened) {
    this.opened = opened;
  }

  /// The one on a partition or logical volume.
  ///
  /// @param name the partition's number, or `GROUP/NAME`
  /// @throws TainException `partition.not-found`; `fs.unsupported` if it holds nothing that is read
  FileSystem named(String name) throws IOException {
    VirtualDisk bytes = name.contains("/") ? logical(name) : partition(name);
    Optional<FileSystem> fileSystem = FileSystems.open(bytes);
    if (fileSystem.isEmpty()) {
      String type = FileSystems.identify(bytes);
      throw new UnsupportedFileSystemException(type, type);
    }
    return fileSystem.get();
  }

  /// The first that holds a system, else the first that can be read; partitions come before logical
  /// volumes.
  FileSystem first() throws IOException {
    var search = new Search();
    for (Partition partition : partitions()) {
      if (search.isRoot(opened.disk().slice(partition.range()))) {
        return search.found();
      }
    }
    for (LogicalVolume volume : search.logicalVolumes()) {
      if (volume.content().isPresent() && search.isRoot(volume.content().get())) {
        return search.found();
      }
    }
    return search.found();
  }

  private VirtualDisk partition(String number) {
    return partitions().stream()
        .filter(partition -> partition.number() == Integer.parseInt(number))
        .findFirst()
        .map(partition -> opened.disk().slice(partition.range()))
        .orElseThrow(() -> notFound(number));
  }

  private VirtualDisk logical(String path) throws IOException {
    LogicalVolume found =
        logicalVolumes().stream()
            .filter(volume -> volume.path().equals(path))
            .findFirst()
            .orElseThrow(() -> notFound(path));
    return found
        .content()
        .orElseThrow(() -> new UnsupportedFileSystemException("lvm", found.type()));
  }

  private TainException notFound(String name) {
    return TainException.of(
        ErrorCode.PARTITION_NOT_FOUND,
        "partition",
        name,
        "found",
        opened.partitions().partitions().size());
  }

  private List<LogicalVolume> logicalVolumes() throws IOException {
    var volumes = new ArrayList<LogicalVolume>();
    for (VolumeGroup group : VolumeGroups.of(opened.disk(), opened.partitions())) {
      volumes.addAll(group.volumes());
    }
    return volumes;
  }

  private List<Partition> partitions() {
    List<Partition> partitions = opened.partitions().partitions();
    return partitions.isEmpty()
        ? List.of(new Partition(0, new ByteRange(0, opened.disk().sizeBytes()), "", "", ""))
        : partitions;
  }

  /// What was seen so far.
  private final class Search {
    private Optional<FileSystem> best = Optional.empty();
    private Optional<TainException> problem = Optional.empty();

    /// True when the bytes hold a system, which is then found.
    boolean isRoot(VirtualDisk bytes) throws IOException {
      try {
        Optional<FileSystem> next = FileSystems.open(bytes);
        for (String mark : MARKS_OF_A_ROOT) {
          if (next.isPresent() && next.get().find(mark).isPresent()) {
            best = next;
            return true;
          }
        }
        best = best.or(() -> next);
      } catch (TainException unreadable) {
        problem = problem.or(() -> Optional.of(unreadable));
      }
      return false;
    }

    List<LogicalVolume> logicalVolumes() throws IOException {
      try {
        return ChosenVolume.this.logicalVolumes();
      } catch (TainException unreadable) {
        problem = problem.or(() -> Optional.of(unreadable));
        return List.of();
      }
    }

    /// @throws TainException the first problem, when nothing was found
    FileSystem found() {
      if (best.isEmpty() && problem.isPresent()) {
        throw problem.get();
      }
      return best.orElseThrow(
          () ->
              new UnsupportedFileSystemException(
                  opened.format().toString(), "a disk without files"));
    }
  }
}
