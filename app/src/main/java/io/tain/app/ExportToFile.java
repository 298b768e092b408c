package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.TainException;
import io.tain.base.VersionId;
import io.tain.base.local.FileFailures;
import io.tain.disk.DiskFormat;
import io.tain.disk.registry.DiskFormats;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;

/// Writes a version's disk into a file of this machine that the caller made.
public final class ExportToFile {
  private final OpenDisks disks;

  public ExportToFile(OpenDisks disks) {
    this.disks = disks;
  }

  /// Writes it; naming and keeping the file are the caller's.
  ///
  /// @param target empty
  /// @throws TainException `file.elsewhere` if this process does not see the file that
  ///     the caller sees, or may not write it; `version.not-found`, `store.missing`,
  ///     `store.damaged`, `file.no-space`
  /// @throws IOException if the file cannot be written; the call may be repeated with an empty one
  public void run(
      Actor actor, VersionId id, DiskFormat format, LocalFile target, TransferListener listener)
      throws IOException {
    requireEmpty(target);
    disks.use(
        actor,
        id,
        disk -> {
          try (RandomAccessFile file = open(target)) {
            DiskFormats.writer(format)
                .write(new WatchedDisk(disk, disk.dataBytes(), listener), file);
            return file.length();
          } catch (IOException e) {
            throw FileFailures.explained(target.path(), e);
          }
        });
  }

  private static RandomAccessFile open(LocalFile target) throws IOException {
    RandomAccessFile file;
    try {
      file = new RandomAccessFile(target.path().toFile(), "rw");
    } catch (FileNotFoundException e) {
      throw target.elsewhere().causedBy(e);
    }
    try {
      // Once more: another file may have taken the name before this one was opened.
      requireEmpty(target);
      return file;
    } catch (TainException e) {
      file.close();
      throw e;
    }
  }

  /// What a file held is never written over.
  private static void requireEmpty(LocalFile target) {
    target.requireHere();
    if (target.state().sizeBytes() != 0) {
      throw target.elsewhere();
    }
  }
}
