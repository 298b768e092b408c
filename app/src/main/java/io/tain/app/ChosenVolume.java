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
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// The file system of a disk that somebody wants to look into.
final class ChosenVolume {
  private static final List<String> MARKS_OF_A_ROOT =
      List.of("/etc/os-release", "/usr/lib/os-release");

  /// Names and types that an error tells at most.
  private static final int MOST_TOLD = 20;

  private final OpenedDisk opened;

  ChosenVolume(OpenedDisk opened) {
    this.opened = opened;
  }

  /// The one on a partition or logical volume.
  ///
  /// @param name the partition's number, or `GROUP/NAME`
  /// @throws TainException `partition.not-found`; `fs.unsupported` if it holds a file system that
  ///     is not read; `fs.not-found` if it holds none
  FileSystem named(String name) throws IOException {
    VirtualDisk bytes = name.contains("/") ? logical(name) : partition(name);
    Optional<FileSystem> fileSystem = FileSystems.open(bytes);
    if (fileSystem.isEmpty()) {
      throw unreadable(List.of(FileSystems.identify(bytes)));
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
      if (search.isRoot(volume)) {
        return search.found();
      }
    }
    return search.found();
  }

  private VirtualDisk partition(String number) throws IOException {
    Optional<Partition> found =
        partitions().stream()
            .filter(partition -> partition.number() == Integer.parseInt(number))
            .findFirst();
    if (found.isEmpty()) {
      throw notFound(number);
    }
    return opened.disk().slice(found.get().range());
  }

  private VirtualDisk logical(String path) throws IOException {
    Optional<LogicalVolume> found =
        logicalVolumes().stream().filter(volume -> volume.path().equals(path)).findFirst();
    if (found.isEmpty()) {
      throw notFound(path);
    }
    String type = found.get().type();
    return found.get().content().orElseThrow(() -> new UnsupportedFileSystemException("lvm", type));
  }

  private TainException notFound(String name) throws IOException {
    var names = new ArrayList<String>();
    partitions().forEach(partition -> names.add("" + partition.number()));
    logicalVolumes().forEach(volume -> names.add(volume.path()));
    return TainException.of(ErrorCode.PARTITION_NOT_FOUND, "partition", name, "found", told(names));
  }

  /// What to say of places whose file systems are not read.
  ///
  /// @param types what `FileSystems.identify` calls them
  private static TainException unreadable(List<String> types) {
    var named = new LinkedHashSet<>(types);
    named.removeIf(type -> !phraseOf(type).isEmpty());
    // What lies on physical volumes says more than that there are some.
    if (types.size() > 1) {
      named.remove("lvm");
    }
    if (!named.isEmpty()) {
      return new UnsupportedFileSystemException(told(named), "this format");
    }
    String found =
        types.stream()
            .map(ChosenVolume::phraseOf)
            .filter(phrase -> !phrase.isEmpty())
            .findFirst()
            .orElseGet(() -> phraseOf("empty"));
    return TainException.of(ErrorCode.FS_NOT_FOUND, "found", found);
  }

  /// What is told of bytes without a format; empty for those that have one.
  private static String phraseOf(String type) {
    return switch (type) {
      case "empty" -> "nothing but zeros where one would be";
      case "unknown" -> "data of no known kind";
      case "ambiguous" -> "the signatures of several formats";
      default -> "";
    };
  }

  private static String told(Collection<String> names) {
    String told = String.join(", ", names.stream().limit(MOST_TOLD).toList());
    return names.size() > MOST_TOLD ? told + " …" : told;
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
    private final List<String> types = new ArrayList<>();

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
        if (next.isEmpty()) {
          types.add(FileSystems.identify(bytes));
        }
      } catch (TainException unreadable) {
        problem = problem.or(() -> Optional.of(unreadable));
      }
      return false;
    }

    boolean isRoot(LogicalVolume volume) throws IOException {
      if (volume.content().isPresent()) {
        return isRoot(volume.content().get());
      }
      types.add(volume.type());
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
      return best.orElseThrow(() -> unreadable(types));
    }
  }
}
