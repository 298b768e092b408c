package io.tain.base.local;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells the failures of files that a user can do something about from the rest.
public final class FileFailures {
  /// Less than any file system keeps free when it still takes writes.
  private static final long FULL_BYTES = 4096;

  private FileFailures() {}

  /// The refusal that a failure stands for, or the failure itself.
  ///
  /// @param path what the user should be told, whose file system is looked at
  /// @return the failure when it is neither a full disk nor a missing permission
  /// @throws TainException `file.no-space` or `file.forbidden`
  public static IOException explained(Path path, IOException failure) {
    if (failure instanceof AccessDeniedException) {
      throw TainException.of(ErrorCode.FILE_FORBIDDEN, "path", path).causedBy(failure);
    }
    if (saysFull(failure) || isFull(path)) {
      throw TainException.of(ErrorCode.FILE_NO_SPACE, "path", path).causedBy(failure);
    }
    return failure;
  }

  private static boolean saysFull(IOException failure) {
    String text = String.valueOf(failure.getMessage());
    return text.contains("No space left on device") || text.contains("Disk quota exceeded");
  }

  /// The system's own sentence comes in the user's language, so the file system is asked as well.
  private static boolean isFull(Path path) {
    for (Path there = path.toAbsolutePath(); there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        try {
          FileStore store = Files.getFileStore(there);
          // What the kernel makes up, such as /proc, has no space that could be full.
          return store.getTotalSpace() > 0 && store.getUsableSpace() < FULL_BYTES;
        } catch (IOException _) {
          return false;
        }
      }
    }
    return false;
  }
}
