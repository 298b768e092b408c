package io.tain.disk.copy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.FileFailures;
import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;

/// A sparse file that has its name only once it is whole; closing an unfinished one removes it, and
/// so does a process that is told to end, whoever writes into the file.
///
/// One that a killed process left is removed by the next that writes to the same name: it is locked
/// as long as its process lives.
///
/// It is not synchronised: what is written here can be written again after a power failure, and
/// waiting for the disk would make an export slower than copying.
public final class NewFile implements AutoCloseable {
  private final Path target;
  private final Unfinished file;

  private NewFile(Path target, Unfinished file) {
    this.target = target;
    this.file = file;
  }

  /// Writes a disk to a new file.
  ///
  /// @param target must not exist; it appears whole or not at all
  /// @throws TainException `file.exists` if it does; `file.no-space`, `file.forbidden`
  /// @throws IOException if it cannot be written; the call may be repeated
  public static void write(DiskWriter writer, VirtualDisk disk, Path target) throws IOException {
    try (var file = create(target)) {
      file.fill(content -> writer.write(disk, content));
    }
  }

  /// Starts an empty file beside `target`.
  ///
  /// @throws TainException `file.exists` if there is a file of this name; `file.not-found` if its
  ///     directory does not exist; `file.no-space`, `file.forbidden`
  /// @throws IOException if it cannot be created; the call may be repeated
  public static NewFile create(Path target) throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(target);
    }
    Path temporary =
        target.resolveSibling("%s.%s.tmp".formatted(target.getFileName(), UUID.randomUUID()));
    try {
      Abandoned.remove(target);
      return new NewFile(target, Unfinished.create(temporary));
    } catch (FileSystemException failure) {
      throw notCreated(target, failure);
    } catch (IOException failure) {
      throw FileFailures.explained(target, failure);
    }
  }

  /// Where it is until it has its name.
  public Path temporary() {
    return file.path();
  }

  /// Writes what the file holds, and gives it its name.
  ///
  /// @throws TainException `file.no-space` for the target; `file.exists` if another file took the
  ///     name meanwhile
  public void fill(Content content) throws IOException {
    try {
      content.write(file.content());
      commit();
    } catch (IOException failure) {
      // Asked while the unfinished file still fills the disk.
      throw FileFailures.explained(target, failure);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void commit() throws IOException {
    file.content().close();
    try {
      Files.createLink(target, file.path());
    } catch (FileAlreadyExistsException taken) {
      throw exists(target).causedBy(taken);
    } catch (FileSystemException | UnsupportedOperationException withoutHardLinks) {
      moveWithoutLink(withoutHardLinks);
    }
  }

  private void moveWithoutLink(Exception reason) throws IOException {
    try {
      Files.move(file.path(), target);
    } catch (FileAlreadyExistsException taken) {
      throw exists(target).causedBy(taken);
    } catch (IOException failure) {
      failure.addSuppressed(reason);
      throw failure;
    }
  }

  /// Its own path is that of the temporary file, which says nothing to the user.
  private static IOException notCreated(Path target, FileSystemException failure) {
    if (failure instanceof AccessDeniedException) {
      return FileFailures.explained(target, failure);
    }
    Path folder = folder(target);
    if (!Files.exists(folder)) {
      throw TainException.of(ErrorCode.FILE_NOT_FOUND, "path", folder).causedBy(failure);
    }
    return FileFailures.explained(
        target, new FileSystemException(target.toString(), null, failure.getReason()));
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }

  private static TainException exists(Path target) {
    return TainException.of(ErrorCode.FILE_EXISTS, "path", target);
  }

  /// Writes to an empty file.
  @FunctionalInterface
  public interface Content {
    void write(RandomAccessFile file) throws IOException;
  }
}
