package io.tain.store.identity;

import io.tain.base.ByteRange;
import io.tain.base.Digest;
import io.tain.store.Cut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/// The content digest of a disk, put together from its cuts.
///
/// Cuts come in the order of the disk; what lies between them is zeros. Block hashes are taken as
/// they are where a cut lies on the disk's own 4 KiB grid; only elsewhere bytes are hashed again.
/// For one thread.
public final class DiskDigest {
  private static final int BLOCK = BlockHash.BLOCK_BYTES;

  private final long sizeBytes;
  private final FsVerity verity = new FsVerity();
  private final MessageDigest digest = BlockHash.newDigest();
  private final byte[] partial = new byte[BLOCK];
  private long position;

  /// The digest of a disk of this size.
  public DiskDigest(long sizeBytes) {
    this.sizeBytes = sizeBytes;
  }

  /// Adds the next cut, whose runs ascend.
  ///
  /// @param bytes asked only where the cut does not lie on the disk's grid
  /// @throws IllegalArgumentException if a run lies before the end of the last one
  public void add(Cut cut, CutBytes bytes) throws IOException {
    int at = 0;
    for (ByteRange run : cut.runs()) {
      addRun(cut, at, run, bytes);
      at += (int) run.length();
    }
  }

  /// Adds the next run of the disk, for cuts whose runs lie apart.
  ///
  /// @param at where in the chunk the run begins, in bytes
  /// @param bytes asked only where the run does not lie on the disk's grid
  /// @throws IllegalArgumentException if the run lies before the end of the last one
  public void addRun(Cut cut, int at, ByteRange run, CutBytes bytes) throws IOException {
    if (run.offset() < position || run.end() > sizeBytes) {
      throw new IllegalArgumentException("out of order: %s after %d".formatted(run, position));
    }
    addZeros(run.offset() - position);
    if (isOnGrid(run, at)) {
      addHashes(cut, at, run);
    } else {
      addBytes(bytes.get().slice(at, (int) run.length()));
    }
  }

  /// The digest; ends the use of this object.
  public Digest finish() {
    addZeros(sizeBytes - position);
    if (verity.blockCount() < Math.ceilDiv(sizeBytes, BLOCK)) {
      Arrays.fill(partial, partialBytes(), BLOCK, (byte) 0);
      addPartial();
    }
    return verity.finish(sizeBytes);
  }

  /// True when every block of the run is a block of the disk, and whole or the disk's last.
  private boolean isOnGrid(ByteRange run, int at) {
    return run.offset() % BLOCK == 0
        && at % BLOCK == 0
        && (run.length() % BLOCK == 0 || run.end() == sizeBytes);
  }

  private void addHashes(Cut cut, int at, ByteRange run) {
    int first = at / BLOCK * BlockHash.SIZE_BYTES;
    int count = (int) Math.ceilDiv(run.length(), BLOCK);
    verity.add(ByteBuffer.wrap(cut.blockHashes(), first, count * BlockHash.SIZE_BYTES));
    position = run.end();
  }

  private void addBytes(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      int used = partialBytes();
      int added = Math.min(BLOCK - used, bytes.remaining());
      bytes.get(partial, used, added);
      position += added;
      if (used + added == BLOCK) {
        addPartial();
      }
    }
  }

  private void addZeros(long count) {
    int used = partialBytes();
    long filling = used == 0 ? 0 : Math.min(count, BLOCK - used);
    Arrays.fill(partial, used, used + (int) filling, (byte) 0);
    position += filling;
    if (filling > 0 && partialBytes() == 0) {
      addPartial();
    }
    long left = count - filling;
    verity.addZeroBlocks(left / BLOCK);
    Arrays.fill(partial, 0, left > 0 ? (int) (left % BLOCK) : 0, (byte) 0);
    position += left;
  }

  /// How much of the block at `position` has been seen.
  private int partialBytes() {
    return (int) (position % BLOCK);
  }

  private void addPartial() {
    var hash = new byte[BlockHash.SIZE_BYTES];
    BlockHash.hash(digest, partial, 0, hash, 0);
    verity.add(ByteBuffer.wrap(hash));
  }

  /// Gives the bytes of a cut when they are needed.
  @FunctionalInterface
  public interface CutBytes {
    /// The chunk from its first byte on.
    ByteBuffer get() throws IOException;
  }
}
