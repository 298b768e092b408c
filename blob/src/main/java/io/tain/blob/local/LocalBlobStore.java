package io.tain.blob.local;

import io.tain.base.DurableFiles;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.FileFailures;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.BlobEntry;
import io.tain.blob.BlobKey;
import io.tain.blob.BlobStore;
import io.tain.blob.ContentCheck;
import io.tain.blob.DamagedBlobException;
import io.tain.blob.MissingBlobException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Blobs as files below one directory, a key's segments being the path.
///
/// Every change goes through [DurableFiles]. Files that end in `.tmp` are drafts of this or an
/// earlier process and are never listed. Whoever closes it has no read under way.
public final class LocalBlobStore implements BlobStore, AutoCloseable {
  private static final int MAX_OPEN_FILES = 64;
  private static final int COMPARE_BYTES = 1 << 18;

  private final Path root;
  private final DurableFiles files;
  private final OpenFiles open = new OpenFiles(MAX_OPEN_FILES);

  /// Blobs below `root`, which is created when the first one is put.
  public LocalBlobStore(Path root, DurableFiles files) {
    this.root = root;
    this.files = files;
  }

  @Override
  public Draft begin(BlobKey key) throws IOException {
    Path target = pathOf(key);
    try {
      files.createDirectories(directoryOf(target));
      return new LocalDraft(key, files.begin(target));
    } catch (IOException e) {
      throw FileFailures.explained(target, e);
    }
  }

  @Override
  public byte[] get(BlobKey key, int maxBytes) throws IOException {
    long sizeBytes = size(key);
    if (sizeBytes > maxBytes) {
      throw new DamagedBlobException(key, 0, "at most " + maxBytes + " bytes", sizeBytes);
    }
    var content = new byte[(int) sizeBytes];
    get(key, 0, ByteBuffer.wrap(content));
    return content;
  }

  @Override
  public void get(BlobKey key, long offset, ByteBuffer target) throws IOException {
    Path file = pathOf(key);
    long end = offset + target.remaining();
    try {
      long found = open.read(file, offset, target);
      if (found < end) {
        throw new DamagedBlobException(key, found, end + " bytes", found);
      }
    } catch (NoSuchFileException e) {
      throw new MissingBlobException(key).causedBy(e);
    } catch (IOException e) {
      throw FileFailures.explained(file, e);
    }
  }

  @Override
  public long size(BlobKey key) throws IOException {
    Path file = pathOf(key);
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      throw new MissingBlobException(key).causedBy(e);
    } catch (IOException e) {
      throw FileFailures.explained(file, e);
    }
  }

  @Override
  public List<BlobEntry> list(String prefix) throws IOException {
    requirePrefix(prefix);
    Path directory = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    var entries = new ArrayList<BlobEntry>();
    try (var found = Files.find(directory, Integer.MAX_VALUE, (_, is) -> is.isRegularFile())) {
      for (Path file : (Iterable<Path>) found::iterator) {
        String text = root.relativize(file).toString();
        if (text.startsWith(prefix) && !text.endsWith(LocalDurableFiles.TEMPORARY_SUFFIX)) {
          entries.add(new BlobEntry(new BlobKey(text), Files.size(file)));
        }
      }
    } catch (IOException e) {
      throw FileFailures.explained(directory, e);
    }
    entries.sort((one, other) -> one.key().compareTo(other.key()));
    return entries;
  }

  @Override
  public void delete(BlobKey key) throws IOException {
    Path file = pathOf(key);
    open.forget(file);
    if (!Files.isDirectory(directoryOf(file))) {
      return;
    }
    try {
      files.delete(file);
    } catch (IOException e) {
      throw FileFailures.explained(file, e);
    }
  }

  @Override
  public void close() throws IOException {
    open.close();
  }

  private Path pathOf(BlobKey key) {
    return root.resolve(key.text());
  }

  private Path directoryOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? root : parent;
  }

  /// A prefix is what a key can begin with.
  private static void requirePrefix(String prefix) {
    if (!prefix.isEmpty()) {
      var _ = new BlobKey(prefix + "a");
    }
  }

  private ContentCheck checkOf(BlobKey key) throws IOException {
    var check = new ContentCheck();
    long sizeBytes = size(key);
    var buffer = ByteBuffer.allocate(COMPARE_BYTES);
    while (check.sizeBytes() < sizeBytes) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), sizeBytes - check.sizeBytes()));
      get(key, check.sizeBytes(), buffer);
      check.add(buffer.flip());
    }
    return check;
  }

  private final class LocalDraft implements Draft {
    private final BlobKey key;
    private final DurableFiles.Draft draft;
    private final ContentCheck check = new ContentCheck();

    LocalDraft(BlobKey key, DurableFiles.Draft draft) {
      this.key = key;
      this.draft = draft;
    }

    @Override
    public void write(ByteBuffer content) throws IOException {
      check.add(content);
      try {
        draft.write(content);
      } catch (IOException e) {
        throw FileFailures.explained(pathOf(key), e);
      }
    }

    @Override
    public long sizeBytes() {
      return draft.sizeBytes();
    }

    @Override
    public void commit() throws IOException {
      if (Files.exists(pathOf(key)) && !checkOf(key).matches(check)) {
        throw TainException.of(ErrorCode.FILE_EXISTS, "path", pathOf(key));
      }
      try {
        draft.commit();
      } catch (IOException e) {
        throw FileFailures.explained(pathOf(key), e);
      }
    }

    @Override
    public void close() throws IOException {
      draft.close();
    }
  }
}
