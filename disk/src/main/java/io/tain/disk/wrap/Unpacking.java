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
  /// @throws MalformedDiskException if the compressed stream is damaged or cut off
  /// @throws UnsafeDiskException if it asks for too much memory, or gives too much data
  /// @throws TainException `quota.exceeded` for a disk that is too large; `file.no-space`,
  ///     `file.not-found` or `file.forbidden` for the directory
  /// @throws IOException if a file cannot be read or written; the call may be repeated
  public VirtualDisk into(Path directory) throws IOException {
    Path file = create(directory);
    try {
      try (var access = new RandomAccessFile(file.toFile(), "rw")) {
        unpack(access, file);
      }
      return RawDisk.open(file);
    } finally {
      // Whoever has it open reads on.
      Files.delete(file);
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

  private void unpack(RandomAccessFile access, Path file) throws IOException {
    var source = new DiskStream(packed);
    byte[] step = new byte[STEP_BYTES];
    long at = 0;
    long dataBytes = 0;
    try (InputStream content = open(source)) {
      for (int length = next(content, source, step);
          length > 0;
          length = next(content, source, step)) {
        ByteBuffer bytes = ByteBuffer.wrap(step, 0, length);
        dataBytes += ZeroRuns.isZero(bytes) ? 0 : length;
        check(at + length, dataBytes, source);
        write(access, file, bytes, at);
        at += length;
      }
    }
    access.setLength(at);
  }

  private InputStream open(DiskStream source) throws IOException {
    try {
      return wrapper.unpack(source);
    } catch (IOException damage) {
      throw refusal(source, damage);
    }
  }

  private int next(InputStream content, DiskStream source, byte[] step) throws IOException {
    try {
      return content.readNBytes(step, 0, step.length);
    } catch (IOException | RuntimeException damage) {
      throw refusal(source, damage);
    }
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
