package io.tain.disk.wrap;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.FileFailures;
import io.tain.disk.DiskLimits;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.SparseWriting;
import io.tain.disk.copy.ZeroRuns;
import io.tain.disk.raw.RawDisk;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.tukaani.xz.MemoryLimitException;

/// Unpacks a compressed file into a sparse file without a name, within bounds (rule C1 of
/// docs/THREATS.md).
public final class Unpacking {
  private static final String RULE = "C1";
  private static final int STEP_BYTES = 1 << 20;

  /// So much may be lost where a stream stops: a decoder forgets what it has decoded when it fails.
  private static final int PIECE_BYTES = 16 << 10;

  private final VirtualDisk packed;
  private final Wrapper wrapper;
  private final DiskLimits limits;

  /// Unpacks what a wrapper holds; the packed file stays the caller's.
  public Unpacking(VirtualDisk packed, Wrapper wrapper, DiskLimits limits) {
    this.packed = packed;
    this.wrapper = wrapper;
    this.limits = limits;
  }

  /// What was packed; its file is gone when it is closed, also when the process is killed.
  ///
  /// @param directory for the file, with room for what was packed
  /// @param maxWork the most bytes that are unpacked where that is quick; fewer of a slow wrapper
  /// @throws MalformedDiskException if the compressed stream is damaged or cut off
  /// @throws UnsafeDiskException if it asks for too much memory, or gives too much data
  /// @throws TainException `quota.exceeded` for a disk that is too large; `file.no-space`,
  ///     `file.not-found` or `file.forbidden` for the directory
  /// @throws IOException if a file cannot be read or written; the call may be repeated
  public Unpacked into(Path directory, long maxWork) throws IOException {
    Path file = create(directory);
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      // Its name goes before its first byte comes: nothing can be left behind.
      RawDisk unpacked = RawDisk.open(file);
      Files.delete(file);
      return unpack(access, file, unpacked, maxWork / wrapper.slowness());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Unpacked unpack(RandomAccessFile access, Path file, RawDisk unpacked, long maxBytes)
      throws IOException {
    try {
      boolean isWhole = unpack(access, file, maxBytes);
      VirtualDisk bytes = unpacked.resized();
      long length = bytes.sizeBytes();
      return new Unpacked(
          isWhole ? bytes : new BeginningDisk(bytes, limits.maxVirtualSizeBytes()),
          isWhole,
          length);
    } catch (Throwable failure) {
      try (var _ = unpacked) {
        throw failure;
      }
    }
  }

  private static Path create(Path directory) throws IOException {
    try {
      return Files.createTempFile(directory, "tain-unpacked-", ".tmp");
    } catch (NoSuchFileException failure) {
      throw TainException.of(ErrorCode.FILE_NOT_FOUND, "path", directory).causedBy(failure);
    } catch (IOException failure) {
      throw FileFailures.explained(directory, failure);
    }
  }

  /// @return true when the stream ended before the limit
  private boolean unpack(RandomAccessFile access, Path file, long maxBytes) throws IOException {
    var source = new DiskStream(packed, Math.max(maxBytes, maxBytes + wrapper.blockBytes()));
    byte[] step = new byte[STEP_BYTES];
    long at = 0;
    long dataBytes = 0;
    boolean isEnd = false;
    try (InputStream content = open(source)) {
      while (!isEnd && at <= maxBytes) {
        // One byte more than is wanted tells whether the stream ends there.
        int wanted = (int) Math.min(step.length - 1, maxBytes - at) + 1;
        int length = next(content, source, step, wanted);
        isEnd = length < wanted;
        ByteBuffer bytes = ByteBuffer.wrap(step, 0, length);
        dataBytes += ZeroRuns.isZero(bytes) ? 0 : length;
        check(at + length, dataBytes, source);
        write(access, file, bytes, at);
        at += length;
      }
    }
    access.setLength(Math.min(at, maxBytes));
    return isEnd && !source.isStopped();
  }

  private InputStream open(DiskStream source) throws IOException {
    try {
      return wrapper.unpack(source);
    } catch (IOException damage) {
      if (source.isStopped()) {
        return InputStream.nullInputStream();
      }
      throw refusal(source, damage);
    }
  }

  private int next(InputStream content, DiskStream source, byte[] step, int wanted)
      throws IOException {
    int length = 0;
    try {
      while (length < wanted) {
        int count = content.read(step, length, Math.min(PIECE_BYTES, wanted - length));
        if (count < 0) {
          break;
        }
        length += count;
      }
    } catch (IOException | RuntimeException damage) {
      if (!source.isStopped()) {
        throw refusal(source, damage);
      }
    }
    return length;
  }

  private static void write(RandomAccessFile access, Path file, ByteBuffer bytes, long at)
      throws IOException {
    try {
      SparseWriting.write(access.getChannel(), bytes, at);
    } catch (IOException failure) {
      throw FileFailures.explained(file, failure);
    }
  }

  private void check(long sizeBytes, long dataBytes, DiskStream source) {
    if (sizeBytes > limits.maxVirtualSizeBytes()) {
      throw TainException.of(
          ErrorCode.QUOTA_EXCEEDED,
          "what",
          "virtual size in bytes",
          "limit",
          limits.maxVirtualSizeBytes(),
          "found",
          sizeBytes,
          "rule",
          RULE,
          "detail",
          "more than %d bytes".formatted(limits.maxVirtualSizeBytes()));
    }
    if (dataBytes > limits.freeExpansionBytes()
        && dataBytes / limits.maxExpansionRatio() > packed.sizeBytes()) {
      throw new UnsafeDiskException(
          wrapper.toString(),
          RULE,
          source.position(),
          "%d bytes of data in a file of %d bytes".formatted(dataBytes, packed.sizeBytes()));
    }
  }

  private TainException refusal(DiskStream source, Exception damage) {
    return damage instanceof MemoryLimitException
        ? new UnsafeDiskException(
                wrapper.toString(), RULE, source.position(), "a dictionary of more than 64 MiB")
            .causedBy(damage)
        : new MalformedDiskException(
                wrapper.toString(),
                RULE,
                source.position(),
                "a whole compressed stream",
                String.valueOf(damage.getMessage()))
            .causedBy(damage);
  }
}
