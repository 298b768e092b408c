package io.tain.store.index;

import io.tain.store.PackName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/// Writes a run: docs/FORMAT.md 8.
final class RunWriter {
  private static final int BUFFER_BYTES = 4096 * RunFile.ENTRY_BYTES;

  private final Sink sink;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long count;

  private RunWriter(Sink sink) {
    this.sink = sink;
  }

  /// Writes all wanted entries of `source`.
  static void write(RunSource source, Set<PackName> unwanted, Sink sink) throws IOException {
    new RunWriter(sink).write(source, unwanted);
  }

  private void write(RunSource source, Set<PackName> unwanted) throws IOException {
    List<PackName> packs = source.packs(unwanted);
    source.forEach(unwanted, (_, _, _, _) -> count++);
    Filter filter = Filter.forEntries(count);
    source.forEach(unwanted, (high, low, _, _) -> filter.add(high, low));
    writeHead(packs, filter);
    source.forEachSorted(packs, this::writeEntry);
    flush();
  }

  private void writeHead(List<PackName> packs, Filter filter) throws IOException {
    long[] words = filter.words();
    ByteBuffer rest = ByteBuffer.allocate(Math.toIntExact(16L * packs.size() + 8L * words.length));
    packs.forEach(pack -> rest.putLong(pack.high()).putLong(pack.low()));
    for (long word : words) {
      rest.putLong(word);
    }
    rest.flip();
    ByteBuffer header = ByteBuffer.allocate(RunFile.HEADER_BYTES);
    header.putLong(RunFile.MAGIC).putInt(packs.size()).putInt(Filter.HASHES);
    header.putLong(count).putLong(words.length).putInt(0);
    var crc = new CRC32C();
    crc.update(header.slice(0, header.position()));
    crc.update(rest.duplicate());
    sink.write(header.putInt((int) crc.getValue()).flip());
    sink.write(rest);
  }

  private void writeEntry(long high, long low, int pack, int entry) throws IOException {
    if (buffer.remaining() < RunFile.ENTRY_BYTES) {
      flush();
    }
    buffer.putLong(high).putLong(low).putInt(pack).putInt(entry);
  }

  private void flush() throws IOException {
    sink.write(buffer.flip());
    buffer.clear();
  }

  /// Takes the bytes of the run.
  interface Sink {
    /// Writes all remaining bytes.
    void write(ByteBuffer bytes) throws IOException;
  }
}
