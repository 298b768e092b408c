package io.tain.disk.copy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/// Unfinished files whose process is gone.
final class Abandoned {
  private static final String UNIQUE =
      "\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\.tmp";

  private Abandoned() {}

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
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !isWritten(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (AccessDeniedException _) {
      // A directory that may be written and not read: what it holds cannot be told.
    }
  }

  private static boolean isWritten(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (NoSuchFileException _) {
      return false;
    } catch (OverlappingFileLockException | IOException _) {
      return true; // by this process, or nobody can tell
    }
  }
}
