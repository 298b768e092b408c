package io.tain.disk.copy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Unfinished files whose process is gone.
final class Abandoned {
  private static final String UNIQUE =
      "\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\.tmp";

  /// The names of what this process writes. Its lock is the process's, as this is: closing a second
  /// channel on a locked file gives the lock free, so the file must not be opened to ask.
  private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();

  private Abandoned() {}

  /// Says that this process writes a file, whose name no other has.
  static void mine(Path file) {
    MINE.add(file.getFileName());
  }

  static void noLongerMine(Path file) {
    MINE.remove(file.getFileName());
  }

  /// Removes those of one target that nobody writes any more.
  static void remove(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    Pattern unfinished =
        Pattern.compile(Pattern.quote(String.valueOf(target.getFileName())) + UNIQUE);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder, file -> unfinished.matcher(String.valueOf(file.getFileName())).matches())) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          removeUnlessWritten(file);
        }
      }
    } catch (AccessDeniedException _) {
      // A directory that may be written and not read: what it holds cannot be told.
    }
  }

  /// Removes it while it is locked: a process that has just made it then sees that it is gone.
  private static void removeUnlessWritten(Path file) throws IOException {
    if (MINE.contains(file.getFileName())) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException | AccessDeniedException _) {
      // Another has removed it, or may.
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) {
    try {
      return channel.tryLock();
    } catch (IOException _) {
      return null; // nobody can tell
    }
  }
}
