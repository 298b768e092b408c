package io.tain.inspect.system;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import io.tain.fs.UnsupportedFileSystemException;
import io.tain.inspect.Inspection;
import io.tain.inspect.Inspector;
import io.tain.inspect.InstalledPackage;
import io.tain.inspect.InstalledSystem;
import io.tain.inspect.OsRelease;
import io.tain.inspect.PartitionContent;
import io.tain.inspect.dpkg.DpkgDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Inspects a disk through the file systems of its partitions.
///
/// A root file system is one with an os-release file, whatever its number or label.
public final class DiskInspector implements Inspector {
  /// What cannot hold a system, so that not reading it hides nothing; what is on a physical volume
  /// is judged by its logical volumes.
  private static final Set<String> NEVER_A_SYSTEM =
      Set.of("empty", "unknown", "swap", Volume.PHYSICAL_VOLUME);

  @Override
  public Inspection inspect(VirtualDisk disk, PartitionTable table) throws IOException {
    List<Volume> volumes = Volume.of(disk, table);
    var partitions = new ArrayList<PartitionContent>();
    var systems = new ArrayList<InstalledSystem>();
    for (Volume volume : volumes) {
      try {
        if (volume instanceof Volume.Opened opened) {
          system(opened, volumes).ifPresent(systems::add);
        }
        partitions.add(volume.content());
      } catch (TainException problem) {
        partitions.add(damaged(volume, problem));
      }
    }
    return new Inspection(table.scheme(), partitions, systems);
  }

  @Override
  public List<PartitionContent> partitions(VirtualDisk disk, PartitionTable table)
      throws IOException {
    var partitions = new ArrayList<PartitionContent>();
    for (Volume volume : Volume.of(disk, table)) {
      partitions.add(content(volume));
    }
    return partitions;
  }

  @Override
  public List<InstalledPackage> packages(VirtualDisk disk, PartitionTable table)
      throws IOException {
    List<Volume> volumes = Volume.of(disk, table);
    for (Volume volume : volumes) {
      if (volume instanceof Volume.Opened opened) {
        Optional<OsRelease> release = SystemRoot.of(opened).release();
        if (release.isPresent()) {
          return packages(opened, release.get());
        }
      }
    }
    throw noSystem(volumes);
  }

  private static PartitionContent content(Volume volume) throws IOException {
    try {
      return volume.content();
    } catch (TainException problem) {
      return damaged(volume, problem);
    }
  }

  private static PartitionContent damaged(Volume volume, TainException problem) {
    String type = volume instanceof Volume.Opened o ? o.fileSystem().type() : "unknown";
    return new Volume.Damaged(volume.partition(), volume.volume(), type, problem).content();
  }

  private static Optional<InstalledSystem> system(Volume.Opened volume, List<Volume> volumes)
      throws IOException {
    SystemRoot root = SystemRoot.of(volume);
    Optional<OsRelease> release = root.release();
    if (release.isEmpty()) {
      return Optional.empty();
    }
    List<InstalledPackage> packages = List.of();
    String problem = "";
    try {
      packages = packages(volume, release.get());
    } catch (TainException unreadable) {
      problem = unreadable.code().text();
    }
    return Optional.of(
        new InstalledSystem(
            volume.partition().number(),
            release.get(),
            root.architecture(packages),
            Kernels.of(volume, volumes),
            packages,
            problem));
  }

  private static List<InstalledPackage> packages(Volume.Opened volume, OsRelease release)
      throws IOException {
    return DpkgDatabase.read(volume.fileSystem())
        .orElseThrow(
            () -> TainException.of(ErrorCode.PACKAGES_UNSUPPORTED, "system", release.prettyName()));
  }

  private static TainException noSystem(List<Volume> volumes) {
    for (Volume volume : volumes) {
      if (volume instanceof Volume.Damaged damaged) {
        return damaged.problem();
      }
      if (volume instanceof Volume.Unread unread && !NEVER_A_SYSTEM.contains(unread.type())) {
        return new UnsupportedFileSystemException(unread.type(), unread.type());
      }
    }
    return TainException.of(ErrorCode.SYSTEM_NOT_FOUND);
  }
}
