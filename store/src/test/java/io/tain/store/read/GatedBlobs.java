package io.tain.store.read;

import io.tain.blob.BlobEntry;
import io.tain.blob.BlobKey;
import io.tain.blob.BlobStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Blobs one of which is not read on before others were, once the gate is shut.
final class GatedBlobs implements BlobStore {
  private final BlobStore blobs;
  private final BlobKey waiting;
  private final BlobKey awaited;
  private volatile CountDownLatch begun = new CountDownLatch(0);
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /// @param waiting the blob that is read late
  /// @param awaited the blob that is read before
  GatedBlobs(BlobStore blobs, BlobKey waiting, BlobKey awaited) {
    this.blobs = blobs;
    this.waiting = waiting;
    this.awaited = awaited;
  }

  /// Holds back reads until so many of the other blob have been made.
  void shut(int reads) {
    begun = new CountDownLatch(reads);
    gate = new CountDownLatch(reads);
  }

  /// Waits until as many reads are held back.
  void awaitHeldBack() throws InterruptedException {
    if (!begun.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("nobody reads " + waiting);
    }
  }

  @Override
  public void get(BlobKey key, long offset, ByteBuffer target) throws IOException {
    if (key.equals(waiting)) {
      begun.countDown();
      try {
        gate.await();
      } catch (InterruptedException _) {
        throw new InterruptedIOException();
      }
    }
    blobs.get(key, offset, target);
    if (key.equals(awaited)) {
      gate.countDown();
    }
  }

  @Override
  public Draft begin(BlobKey key) throws IOException {
    return blobs.begin(key);
  }

  @Override
  public byte[] get(BlobKey key, int maxBytes) throws IOException {
    return blobs.get(key, maxBytes);
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
}
