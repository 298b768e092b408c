package io.tain.disk.vhdx;

import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.HostFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The newer of the two headers of a file.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0, 4 | 4 | signature `head`, checksum |
/// | 8 | 8 | sequence number |
/// | 16, 32, 48 | 16 | ids: of the file's writing, of the data's writing, of the log |
/// | 64, 66 | 2 | version of the log, version of the format |
/// | 68, 72 | 4, 8 | log: length, offset |
record VhdxHeader(
    long sequence, Guid logId, int logVersion, int version, int logBytes, long logAt) {
  static final int BYTES = 4096;
  static final long FIRST_AT = 64 << 10;
  static final long SECOND_AT = 128 << 10;
  static final int MIB = 1 << 20;

  private static final int SIGNATURE = 0x6461_6568;
  private static final int SUM_AT = 4;
  private static final int MAX_LOG_BYTES = 4 << 20;

  /// Reads both headers and takes the newer one.
  ///
  /// @throws io.tain.disk.MalformedDiskException if neither is whole, or they contradict each other
  static VhdxHeader read(VirtualDisk file) throws IOException {
    Optional<ByteBuffer> first = whole(file, FIRST_AT);
    Optional<ByteBuffer> second = whole(file, SECOND_AT);
    if (first.isPresent() && second.isPresent() && sequence(first) == sequence(second)) {
      Refusal.unless(
          first.equals(second), SECOND_AT + 8, "headers of different age", sequence(second));
    }
    boolean isSecond =
        second.isPresent() && (first.isEmpty() || sequence(second) > sequence(first));
    ByteBuffer newer =
        (isSecond ? second : first)
            .orElseThrow(() -> Refusal.malformed(FIRST_AT, "a header", "none that is whole"));
    VhdxHeader header = of(newer);
    header.check(isSecond ? SECOND_AT : FIRST_AT, file.sizeBytes());
    return header;
  }

  /// The header of a new file without anything in its log.
  static ByteBuffer encode(long sequence, Guid written, long logAt) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0, SIGNATURE).putLong(8, sequence);
    written.put(bytes, 16);
    written.put(bytes, 32);
    bytes.putShort(66, (short) 1).putInt(68, MIB).putLong(72, logAt);
    Sums.put(bytes, SUM_AT);
    return bytes;
  }

  /// True when the file was not closed: what its log holds counts.
  boolean hasLog() {
    return !logId.equals(Guid.NONE);
  }

  private static Optional<ByteBuffer> whole(VirtualDisk file, long offset) throws IOException {
    ByteBuffer bytes = new HostFile(file).read(offset, BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.getInt(0) == SIGNATURE && Sums.isRight(bytes, SUM_AT)
        ? Optional.of(bytes)
        : Optional.empty();
  }

  private static long sequence(Optional<ByteBuffer> header) {
    return header.orElseThrow().getLong(8);
  }

  private static VhdxHeader of(ByteBuffer bytes) {
    return new VhdxHeader(
        bytes.getLong(8),
        Guid.at(bytes, 48),
        bytes.getShort(64) & 0xFFFF,
        bytes.getShort(66) & 0xFFFF,
        bytes.getInt(68),
        bytes.getLong(72));
  }

  private void check(long offset, long fileBytes) {
    if (version != 1) {
      throw Refusal.unsupported(offset + 66, "version " + version);
    }
    if (!hasLog()) {
      return;
    }
    if (logVersion != 0) {
      throw Refusal.unsupported(offset + 64, "log version " + logVersion);
    }
    if (logBytes < 0 || logBytes > MAX_LOG_BYTES) {
      throw Refusal.unsupported(offset + 68, "a log of more than 4 MiB");
    }
    Refusal.unless(
        logBytes > 0 && logBytes % MIB == 0, offset + 68, "a log of whole MiB", logBytes);
    Refusal.unless(
        logAt >= MIB && logAt % MIB == 0 && logAt <= fileBytes - logBytes,
        offset + 72,
        "a log inside the file, at a whole MiB",
        logAt);
  }
}
