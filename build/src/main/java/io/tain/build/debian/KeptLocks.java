package io.tain.build.debian;

import io.tain.base.DurableFiles;
import io.tain.base.TainException;
import io.tain.build.Lock;
import io.tain.build.Plan;
import io.tain.build.lock.LockFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The locks of the builds that succeeded: what they name stays in the cache.
final class KeptLocks {
  private final Path directory;
  private final DurableFiles files;

  KeptLocks(Path directory, DurableFiles files) {
    this.directory = directory;
    this.files = files;
  }

  /// Replaces the lock that this recipe was built from last.
  void put(Plan plan) throws IOException {
    Files.createDirectories(directory);
    String name = plan.recipe().name() + "." + plan.lockFile();
    files.write(directory.resolve(name), plan.lockText().getBytes(StandardCharsets.UTF_8));
  }

  /// Every lock; a file that is none is removed.
  List<Lock> all() throws IOException {
    var locks = new ArrayList<Lock>();
    try (var names = Files.list(directory)) {
      for (Path file : names.sorted().toList()) {
        try {
          locks.add(LockFile.read(file.getFileName().toString(), Files.readString(file)));
        } catch (TainException _) {
          files.delete(file);
        }
      }
    }
    return locks;
  }
}
