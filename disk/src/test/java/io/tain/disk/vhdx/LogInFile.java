package io.tain.disk.vhdx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/// Puts a log into a file that was closed, as a program leaves it that was killed after it had
/// logged what it was about to write.
public final class LogInFile {
  static final Guid ID = Guid.of(new UUID(3, 4));
  static final int LOG_AT = VhdxHeader.MIB;

  private final ByteBuffer file;
  private int next;
  private int tail;
  private long sequence;

  /// @param start where in the ring the first entry stands
  public LogInFile(byte[] file, int start, long sequence) {
    this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    this.next = start;
    this.tail = start;
    this.sequence = sequence;
    markOpen();
  }

  /// Logs that 4 KiB of the file are to be written.
  public LogInFile data(long offset, byte[] data) {
    ByteBuffer entry = entry(2);
    entry.putInt(64, 0x6373_6564).put(68, data, 4092, 4).put(72, data, 0, 8);
    entry.putLong(80, offset).putLong(88, sequence);
    entry.putInt(4096, 0x6174_6164).putInt(4100, (int) (sequence >>> 32));
    entry.put(4104, data, 8, 4084).putInt(8188, (int) sequence);
    return append(entry);
  }

  /// Logs that a range of the file is to become zeros.
  public LogInFile zeros(long offset, long length) {
    ByteBuffer entry = entry(1);
    entry.putInt(64, 0x6F72_657A).putLong(72, length).putLong(80, offset).putLong(88, sequence);
    return append(entry);
  }

  /// Logs zeros for every other page from 4 MiB on, as many as fit an entry of so many sectors.
  LogInFile zerosIn(int sectors) {
    ByteBuffer entry = entry(sectors);
    int count = (sectors * 4096 - 64) / 32;
    entry.putInt(24, count);
    for (int i = 0; i < count; i++) {
      int at = 64 + i * 32;
      entry.putInt(at, 0x6F72_657A).putLong(at + 8, 4096);
      entry.putLong(at + 16, (4L << 20) + i * 8192L).putLong(at + 24, sequence);
    }
    return append(entry);
  }

  /// Logs that the file is to become so long.
  LogInFile growing(long lastBytes) {
    ByteBuffer entry = entry(1);
    entry.putInt(64, 0x6F72_657A).putLong(72, 4096).putLong(80, 4 << 20).putLong(88, sequence);
    entry.putLong(56, lastBytes);
    return append(entry);
  }

  /// Says that the log is so long.
  LogInFile lasting(int logBytes) {
    for (int at : new int[] {(int) VhdxHeader.FIRST_AT, (int) VhdxHeader.SECOND_AT}) {
      ByteBuffer header = file.slice(at, VhdxHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      header.putInt(68, logBytes);
      Sums.put(header, 4);
    }
    return this;
  }

  /// Begins another sequence at the next entry.
  LogInFile restart() {
    tail = next;
    return this;
  }

  private ByteBuffer entry(int sectors) {
    ByteBuffer entry = ByteBuffer.allocate(sectors * 4096).order(ByteOrder.LITTLE_ENDIAN);
    entry.putInt(0, 0x6567_6F6C).putInt(8, entry.capacity()).putInt(12, tail);
    entry.putLong(16, sequence).putInt(24, 1);
    ID.put(entry, 32);
    entry.putLong(48, file.capacity()).putLong(56, file.capacity());
    return entry;
  }

  private LogInFile append(ByteBuffer entry) {
    Sums.put(entry, 4);
    for (int at = 0; at < entry.capacity(); at += 4096) {
      file.put(LOG_AT + (next + at) % VhdxHeader.MIB, entry, at, 4096);
    }
    next = (next + entry.capacity()) % VhdxHeader.MIB;
    sequence++;
    return this;
  }

  private void markOpen() {
    for (int at : new int[] {(int) VhdxHeader.FIRST_AT, (int) VhdxHeader.SECOND_AT}) {
      ByteBuffer header = file.slice(at, VhdxHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      ID.put(header, 48);
      Sums.put(header, 4);
    }
  }
}
