package io.tain.store.engine;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.blob.BlobEntry;
import io.tain.blob.BlobKey;
import io.tain.blob.BlobStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Blobs one of whose writes stops half way because the disk is full; later there is room again.
final class TornBlobs implements BlobStore {
  private final BlobStore blobs;
  private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);

  TornBlobs(BlobStore blobs) {
    this.blobs = blobs;
  }

  /// The write after so many others fails.
  void failAfter(int writes) {
    writesLeft.set(writes);
  }

  /// True when that write has come.
  boolean hasFailed() {
    return writesLeft.get() < 0;
  }

  @Override
  public Draft begin(BlobKey key) throws IOException {
    return new TornDraft(blobs.begin(key));
  }

  @Override
  public byte[] get(BlobKey key, int maxBytes) throws IOException {
    return blobs.get(key, maxBytes);
  }

  @Override
  public void get(BlobKey key, long offset, ByteBuffer target) throws IOException {
    blobs.get(key, offset, target);
  }

  @Override
  public long size(BlobKey key) throws IOException {
    return blobs.size(key);
  }

  @Override
  public List<BlobEntry> list(String prefix) throws IOException {
    return blobs.list(prefix);
  }

  @Override
  public void delete(BlobKey key) throws IOException {
    blobs.delete(key);
  }

  private final class TornDraft implements Draft {
    private final Draft draft;

    TornDraft(Draft draft) {
      this.draft = draft;
    }

    @Override
    public void write(ByteBuffer content) throws IOException {
      if (writesLeft.getAndDecrement() == 0) {
        draft.write(content.slice(content.position(), content.remaining() / 2));
        throw TainException.of(ErrorCode.FILE_NO_SPACE, "path", "pack");
      }
      draft.write(content);
    }

    @Override
    public long sizeBytes() {
      return draft.sizeBytes();
    }

    @Override
    public void commit() throws IOException {
      draft.commit();
    }

    @Override
    public void close() throws IOException {
      draft.close();
    }
  }
}
