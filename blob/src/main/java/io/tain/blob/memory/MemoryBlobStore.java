package io.tain.blob.memory;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.blob.BlobEntry;
import io.tain.blob.BlobKey;
import io.tain.blob.BlobStore;
import io.tain.blob.DamagedBlobException;
import io.tain.blob.MissingBlobException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Blobs in memory: the twin of every other store, with faults that can be switched on.
public final class MemoryBlobStore implements BlobStore {
  /// Guarded by this.
  private final NavigableMap<BlobKey, byte[]> blobs = new TreeMap<>();

  /// Guarded by this.
  private final FaultPlan faults = new FaultPlan();

  /// Lets the next `times` operations that the fault concerns meet it.
  public synchronized void inject(BlobFault fault, int times) {
    inject(fault, times, _ -> true);
  }

  /// Lets the next `times` operations on such keys meet the fault.
  public synchronized void inject(BlobFault fault, int times, Predicate<BlobKey> keys) {
    faults.add(fault, times, keys);
  }

  /// Ends all faults.
  public synchronized void heal() {
    faults.clear();
  }

  /// Changes one byte of a stored blob, as a failing disk does.
  public synchronized void corrupt(BlobKey key, int offset) {
    bytesOf(key)[offset] ^= 1;
  }

  @Override
  public Draft begin(BlobKey key) {
    return new MemoryDraft(key);
  }

  @Override
  public byte[] get(BlobKey key, int maxBytes) throws IOException {
    byte[] content = read(key);
    if (content.length > maxBytes) {
      throw new DamagedBlobException(key, 0, "at most " + maxBytes + " bytes", content.length);
    }
    return content;
  }

  @Override
  public void get(BlobKey key, long offset, ByteBuffer target) throws IOException {
    byte[] content = read(key);
    long end = offset + target.remaining();
    if (content.length < end) {
      throw new DamagedBlobException(key, content.length, end + " bytes", content.length);
    }
    target.put(content, (int) offset, target.remaining());
  }

  @Override
  public long size(BlobKey key) throws IOException {
    return read(key).length;
  }

  @Override
  public synchronized List<BlobEntry> list(String prefix) {
    if (!prefix.isEmpty()) {
      var _ = new BlobKey(prefix + "a");
    }
    return blobs.entrySet().stream()
        .filter(entry -> entry.getKey().text().startsWith(prefix))
        .map(entry -> new BlobEntry(entry.getKey(), entry.getValue().length))
        .toList();
  }

  @Override
  public synchronized void delete(BlobKey key) {
    blobs.remove(key);
  }

  private synchronized byte[] read(BlobKey key) throws IOException {
    if (faults.meets(BlobFault.READ_FAILS, key)) {
      throw new IOException("injected: reading " + key + " failed");
    }
    if (faults.meets(BlobFault.MISSING, key)) {
      throw new MissingBlobException(key);
    }
    byte[] content = bytesOf(key);
    boolean isShort = faults.meets(BlobFault.SHORT, key);
    return Arrays.copyOf(content, isShort ? content.length / 2 : content.length);
  }

  private byte[] bytesOf(BlobKey key) {
    byte[] content = blobs.get(key);
    if (content == null) {
      throw new MissingBlobException(key);
    }
    return content;
  }

  private synchronized void commit(BlobKey key, byte[] content) throws IOException {
    if (faults.meets(BlobFault.WRITE_LOST, key)) {
      throw new IOException("injected: writing " + key + " failed");
    }
    byte[] before = blobs.putIfAbsent(key, content);
    if (before != null && !Arrays.equals(before, content)) {
      throw TainException.of(ErrorCode.FILE_EXISTS, "path", key);
    }
    if (faults.meets(BlobFault.WRITE_LANDED, key)) {
      throw new IOException("injected: the outcome of writing " + key + " is unknown");
    }
  }

  private final class MemoryDraft implements Draft {
    private final BlobKey key;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    MemoryDraft(BlobKey key) {
      this.key = key;
    }

    @Override
    public void write(ByteBuffer added) {
      var bytes = new byte[added.remaining()];
      added.get(bytes);
      content.writeBytes(bytes);
    }

    @Override
    public long sizeBytes() {
      return content.size();
    }

    @Override
    public void commit() throws IOException {
      MemoryBlobStore.this.commit(key, content.toByteArray());
    }

    @Override
    public void close() {
      // What was not committed is forgotten with the draft.
    }
  }
}
