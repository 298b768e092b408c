package io.tain.inspect.system;

import io.tain.fs.FileEntry;
import io.tain.fs.FileSystem;
import io.tain.inspect.DebianVersion;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The kernels that a system can start: files `vmlinuz-VERSION`.
final class Kernels {
  private static final String PREFIX = "vmlinuz-";

  private Kernels() {}

  /// Versions, newest first: of /boot, else of a partition that has them at its top.
  static List<String> of(Volume.Opened root, List<Volume> volumes) throws IOException {
    List<String> own = in(root.fileSystem(), "/boot");
    if (!own.isEmpty()) {
      return own;
    }
    for (Volume volume : volumes) {
      if (volume instanceof Volume.Opened other) {
        List<String> separate = in(other.fileSystem(), "/");
        if (!separate.isEmpty()) {
          return separate;
        }
      }
    }
    return List.of();
  }

  private static List<String> in(FileSystem fileSystem, String path) throws IOException {
    Optional<FileEntry> directory = fileSystem.find(path).filter(FileEntry::isDirectory);
    if (directory.isEmpty()) {
      return List.of();
    }
    var versions =
        new TreeSet<String>(
            Comparator.comparing(DebianVersion::new)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    fileSystem.list(
        directory.get(),
        entry -> {
          if (entry.isFile() && entry.name().startsWith(PREFIX)) {
            versions.add(entry.name().substring(PREFIX.length()));
          }
        });
    return List.copyOf(versions);
  }
}
