package io.tain.disk.vhdx;

import io.tain.base.ByteRange;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The log of a file that was not closed: a ring of entries, of which one sequence counts.
///
/// The sequence is that with the highest number at its head whose entries follow each other from
/// the tail that its head names (MS-VHDX 2.3.3).
final class Log {
  private static final int SLOT_BYTES = LogEntry.SECTOR_BYTES;

  /// Checksums may cover the log so many times: entries of an honest one do not overlap.
  private static final int MAX_ROUNDS = 8;

  /// As much as a table of blocks may name.
  private static final long MAX_FILE_BYTES = 128L << 40;

  private final ByteBuffer ring;
  private final VhdxHeader header;
  private final TreeMap<Integer, LogEntry> entries = new TreeMap<>();

  private Log(ByteBuffer ring, VhdxHeader header) {
    this.ring = ring;
    this.header = header;
  }

  /// The file as it is after the log.
  ///
  /// @throws io.tain.disk.MalformedDiskException if the log holds no sequence that counts, or the
  ///     file is shorter than it says
  static VirtualDisk applied(VirtualDisk file, VhdxHeader header) throws IOException {
    ByteBuffer ring =
        file.bytes(new ByteRange(header.logAt(), header.logBytes())).order(ByteOrder.LITTLE_ENDIAN);
    var log = new Log(ring, header);
    log.findEntries();
    List<LogEntry> sequence = log.sequence();
    LogEntry head = sequence.getLast();
    Refusal.unless(
        head.flushedBytes() <= file.sizeBytes(),
        header.logAt() + head.at() + 48,
        "a file of at least %d bytes, as the log says".formatted(head.flushedBytes()),
        file.sizeBytes());
    Refusal.unless(
        head.lastBytes() <= MAX_FILE_BYTES,
        header.logAt() + head.at() + 56,
        "a file of at most %d bytes".formatted(MAX_FILE_BYTES),
        head.lastBytes());
    var patched = new PatchedFile(file, Math.max(file.sizeBytes(), head.lastBytes()));
    for (LogEntry entry : sequence) {
      entry.applyTo(patched, header.logAt());
    }
    return patched;
  }

  private void findEntries() {
    long left = (long) MAX_ROUNDS * ring.limit();
    for (int at = 0; at < ring.limit(); at += SLOT_BYTES) {
      Optional<LogEntry> found = LogEntry.at(ring, at, header.logId());
      if (found.isPresent()) {
        left -= found.get().bytes().limit();
        Refusal.unless(left >= 0, header.logAt(), "log entries side by side", "overlapping ones");
        if (found.get().isWhole()) {
          entries.put(at, found.get());
        }
      }
    }
  }

  private List<LogEntry> sequence() {
    return entries.values().stream()
        .sorted(Comparator.comparingLong(LogEntry::sequence).reversed())
        .map(this::endingIn)
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.malformed(header.logAt(), "a log that can be applied", "damaged entries"));
  }

  /// The entries from the tail that the head names to the head; none when the chain is broken.
  private List<LogEntry> endingIn(LogEntry head) {
    var chain = new ArrayList<LogEntry>();
    long left = ring.limit();
    LogEntry entry = entries.get(head.tail());
    while (entry != null
        && left >= entry.bytes().limit()
        && head.sequence() - entry.sequence() < entries.size()) {
      chain.add(entry);
      left -= entry.bytes().limit();
      if (entry.at() == head.at()) {
        return chain;
      }
      LogEntry next = entries.get((entry.at() + entry.bytes().limit()) % ring.limit());
      entry = next != null && next.sequence() == entry.sequence() + 1 ? next : null;
    }
    return List.of();
  }
}
