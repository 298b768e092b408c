package io.tain.store.index;

import io.tain.store.DamagedException;
import io.tain.store.PackName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// A sorted run on disk: docs/FORMAT.md 8. Its filter and its packs are in memory.
///
/// Safe for concurrent use.
final class RunFile implements AutoCloseable {
  static final long MAGIC = 0x5441494e52554e31L; // TAINRUN1
  static final int HEADER_BYTES = 40;
  static final int ENTRY_BYTES = 24;

  private static final int MAX_PACKS = 1 << 24;
  private static final int BLOCK_ENTRIES = 256;

  /// Guesses before the search halves: hashes are even, so one or two are enough.
  private static final int MAX_GUESSES = 6;

  private final Path path;

  /// Opened anew when the interruption of a reader closed it.
  private volatile FileChannel channel;

  private volatile boolean closed;
  private final List<PackName> packs;
  private final Filter filter;
  private final long entries;
  private final long entriesOffset;

  private RunFile(
      Path path, FileChannel channel, List<PackName> packs, Filter filter, long entries) {
    this.path = path;
    this.channel = channel;
    this.packs = packs;
    this.filter = filter;
    this.entries = entries;
    this.entriesOffset =
        HEADER_BYTES + (long) PackName.SIZE_BYTES * packs.size() + 8L * filter.words().length;
  }

  /// Opens a run.
  ///
  /// @throws DamagedException if it is none
  static RunFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return read(path, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  List<PackName> packs() {
    return packs;
  }

  long entries() {
    return entries;
  }

  long sizeBytes() {
    return entriesOffset + ENTRY_BYTES * entries;
  }

  /// Adds the places that an id with this prefix may have to `found`.
  void find(long high, long low, List<ChunkPlace> found) throws IOException {
    if (!filter.mayContain(high, low)) {
      return;
    }
    long from = 0;
    long to = entries;
    double fromKey = 0;
    double toKey = 0x1p64;
    for (int guess = 0; from < to; guess++) {
      long start = blockStart(from, to, (unsigned(high) - fromKey) / (toKey - fromKey), guess);
      int count = (int) Math.min(BLOCK_ENTRIES, entries - start);
      ByteBuffer block = read(start, count);
      int last = (count - 1) * ENTRY_BYTES;
      if (compare(high, low, block, 0) < 0) {
        to = start;
        toKey = unsigned(block.getLong(0));
      } else if (compare(high, low, block, last) > 0) {
        from = start + count;
        fromKey = unsigned(block.getLong(last));
      } else {
        collect(block, count, high, low, found);
        return;
      }
    }
  }

  /// All entries, ascending.
  EntryCursor cursor() {
    return new FileCursor();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    channel.close();
  }

  private static RunFile read(Path path, FileChannel channel) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    fill(channel, path, 0, header);
    int packCount = header.getInt(8);
    long entries = header.getLong(16);
    long words = header.getLong(24);
    boolean sound =
        header.getLong(0) == MAGIC
            && packCount >= 0
            && packCount <= MAX_PACKS
            && header.getInt(12) == Filter.HASHES
            && entries >= 0
            && entries <= channel.size() / ENTRY_BYTES
            && words == Filter.wordsFor(entries)
            && channel.size()
                == HEADER_BYTES + 16L * packCount + 8L * words + ENTRY_BYTES * entries;
    if (!sound) {
      throw new DamagedException(path.toString(), 0, "a chunk index run", "other bytes");
    }
    ByteBuffer rest = ByteBuffer.allocate(Math.toIntExact(16L * packCount + 8L * words));
    fill(channel, path, HEADER_BYTES, rest);
    var crc = new CRC32C();
    crc.update(header.slice(0, 36));
    crc.update(rest.duplicate());
    if ((int) crc.getValue() != header.getInt(36)) {
      throw new DamagedException(path.toString(), 36, "the CRC of packs and filter", "another");
    }
    var packs = new ArrayList<PackName>(packCount);
    for (int i = 0; i < packCount; i++) {
      packs.add(new PackName(rest.getLong(), rest.getLong()));
    }
    long[] filter = new long[(int) words];
    rest.asLongBuffer().get(filter);
    return new RunFile(path, channel, List.copyOf(packs), new Filter(filter), entries);
  }

  private static long blockStart(long from, long to, double ratio, int guess) {
    long middle =
        guess < MAX_GUESSES ? from + (long) (ratio * (to - from)) : from + (to - from) / 2;
    return Math.clamp(middle - BLOCK_ENTRIES / 2, from, Math.max(from, to - BLOCK_ENTRIES));
  }

  private static int compare(long high, long low, ByteBuffer block, int at) {
    int byHigh = Long.compareUnsigned(high, block.getLong(at));
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, block.getLong(at + 8));
  }

  private static double unsigned(long value) {
    return (value >>> 11) * 0x1p11;
  }

  private void collect(ByteBuffer block, int count, long high, long low, List<ChunkPlace> found) {
    for (int at = 0; at < count * ENTRY_BYTES; at += ENTRY_BYTES) {
      if (block.getLong(at) == high && block.getLong(at + 8) == low) {
        int pack = block.getInt(at + 16);
        int entry = block.getInt(at + 20);
        if (pack >= 0 && pack < packs.size() && entry >= 0) {
          found.add(new ChunkPlace(packs.get(pack), entry));
        }
      }
    }
  }

  private ByteBuffer read(long start, int count) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(count * ENTRY_BYTES);
    while (true) {
      FileChannel current = channel;
      try {
        fill(current, path, entriesOffset + start * ENTRY_BYTES, block.clear());
        return block;
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (ClosedChannelException e) {
        reopen(e);
      }
    }
  }

  /// The interruption of another reader closes the channel for all.
  private synchronized void reopen(ClosedChannelException e) throws IOException {
    if (closed) {
      throw e;
    }
    if (!channel.isOpen()) {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    }
  }

  private static void fill(FileChannel channel, Path path, long offset, ByteBuffer target)
      throws IOException {
    long at = offset;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        throw new DamagedException(path.toString(), at, target.remaining() + " more bytes", 0);
      }
      at += count;
    }
    target.flip();
  }

  private final class FileCursor implements EntryCursor {
    private static final int BUFFERED_ENTRIES = 4096;

    private ByteBuffer block = ByteBuffer.allocate(0);
    private long read;
    private int at = -ENTRY_BYTES;

    @Override
    public boolean next() throws IOException {
      at += ENTRY_BYTES;
      if (at < block.limit()) {
        return true;
      }
      if (read >= entries) {
        return false;
      }
      int count = (int) Math.min(BUFFERED_ENTRIES, entries - read);
      block = read(read, count);
      read += count;
      at = 0;
      return true;
    }

    private ByteBuffer read(long start, int count) throws IOException {
      return RunFile.this.read(start, count);
    }

    @Override
    public long high() {
      return block.getLong(at);
    }

    @Override
    public long low() {
      return block.getLong(at + 8);
    }

    @Override
    public int pack() {
      return block.getInt(at + 16);
    }

    @Override
    public int entry() {
      return block.getInt(at + 20);
    }
  }
}
