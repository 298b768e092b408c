package io.tain.testkit.files;

import io.tain.testkit.TemporaryHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/*
 * What a power failure takes away, in the strictest reading of POSIX: a name is durable when its
 * directory was synchronised after the change, bytes when their file was. File systems keep more
 * than that; a program that survives this survives them.
 *
 * Names: a journal of undo actions, newest first, each waiting for the directories that it
 * concerns. Bytes: files only grow, so the length at the last synchronisation is enough.
 */
/// The changes of names and bytes that are not yet durable, and how to take them back.
final class Unsynced {
  private final Path graveyard;
  private final Deque<NameChange> names = new ArrayDeque<>();
  private final Map<Path, Long> syncedBytes = new HashMap<>();
  private int buriedCount;

  /// Nothing is unsynchronised yet.
  ///
  /// @param graveyard an empty directory on the same file system, for what may have to come back
  Unsynced(Path graveyard) {
    this.graveyard = graveyard;
  }

  void created(Path file) {
    syncedBytes.put(file, 0L);
    names.push(new NameChange(directories(file), () -> Files.deleteIfExists(file)));
  }

  void createdDirectory(Path directory) {
    names.push(new NameChange(directories(directory), () -> TemporaryHome.deleteTree(directory)));
  }

  void synced(Path file) throws IOException {
    syncedBytes.put(file, Files.size(file));
  }

  void syncedDirectory(Path directory) {
    names.forEach(change -> change.waitingFor.remove(directory));
    names.removeIf(change -> change.waitingFor.isEmpty());
  }

  /// Renames for now; what the target's name held before is kept aside.
  void rename(Path from, Path to) throws IOException {
    Path before = Files.exists(to) ? bury(to) : to;
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    moveSynced(from, to);
    var directories = directories(from);
    directories.addAll(directories(to));
    names.push(
        new NameChange(
            directories,
            () -> {
              Files.move(to, from);
              moveSynced(to, from);
              if (!before.equals(to)) {
                Files.move(before, to);
              }
            }));
  }

  /// Takes a file's name away; the file is kept aside.
  void delete(Path file) throws IOException {
    if (Files.exists(file)) {
      Path buried = bury(file);
      names.push(new NameChange(directories(file), () -> Files.move(buried, file)));
    }
  }

  /// The power fails.
  void loseAll() throws IOException {
    for (NameChange change : names) {
      change.undo.run();
    }
    names.clear();
    for (var file : syncedBytes.entrySet()) {
      if (Files.exists(file.getKey())) {
        truncate(file.getKey(), file.getValue());
      }
    }
  }

  private Path bury(Path file) throws IOException {
    Path buried = graveyard.resolve(String.valueOf(buriedCount++));
    Files.move(file, buried);
    moveSynced(file, buried);
    return buried;
  }

  private void moveSynced(Path from, Path to) {
    Long bytes = syncedBytes.remove(from);
    if (bytes != null) {
      syncedBytes.put(to, bytes);
    }
  }

  private static void truncate(Path file, long sizeBytes) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(sizeBytes);
    }
  }

  private static Set<Path> directories(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new UncheckedIOException(new IOException("no directory holds " + file));
    }
    return new HashSet<>(Set.of(parent));
  }

  private record NameChange(Set<Path> waitingFor, Undo undo) {}

  @FunctionalInterface
  private interface Undo {
    void run() throws IOException;
  }
}
