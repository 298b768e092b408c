package io.tain.base.local;

import io.tain.base.DurableFiles;
import io.tain.base.local.FileOperations.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Durable files by the usual four steps: temporary name, synchronise, rename, synchronise the
/// directory.
public final class LocalDurableFiles implements DurableFiles {
  /// The ending of files that were never committed; whoever lists a directory ignores them.
  public static final String TEMPORARY_SUFFIX = ".tmp";

  private final FileOperations operations;

  public LocalDurableFiles() {
    this(new LocalFileOperations());
  }

  /// Durable files whose every step goes through `operations`.
  public LocalDurableFiles(FileOperations operations) {
    this.operations = operations;
  }

  @Override
  public Draft begin(Path target) throws IOException {
    Path temporary =
        target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + TEMPORARY_SUFFIX);
    return new LocalDraft(operations, target, temporary, operations.create(temporary));
  }

  @Override
  public void delete(Path file) throws IOException {
    operations.delete(file);
    operations.syncDirectory(directoryOf(file));
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directoryOf(directory);
    createDirectories(parent);
    try {
      operations.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    operations.syncDirectory(parent);
  }

  private static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static final class LocalDraft implements Draft {
    private final FileOperations operations;
    private final Path target;
    private final Path temporary;
    private final OpenFile file;
    private long sizeBytes;
    private boolean committed;

    LocalDraft(FileOperations operations, Path target, Path temporary, OpenFile file) {
      this.operations = operations;
      this.target = target;
      this.temporary = temporary;
      this.file = file;
    }

    @Override
    public void write(ByteBuffer content) throws IOException {
      int added = content.remaining();
      file.write(content);
      sizeBytes += added;
    }

    @Override
    public long sizeBytes() {
      return sizeBytes;
    }

    @Override
    public void commit() throws IOException {
      file.sync();
      file.close();
      operations.rename(temporary, target);
      committed = true;
      operations.syncDirectory(directoryOf(target));
    }

    @Override
    public void close() throws IOException {
      file.close();
      if (!committed) {
        operations.delete(temporary);
      }
    }
  }
}
