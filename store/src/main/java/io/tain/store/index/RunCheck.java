package io.tain.store.index;

import io.tain.blob.MissingBlobException;
import io.tain.store.DamagedException;
import io.tain.store.PackName;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackFooters;
import java.io.IOException;
import java.nio.file.Path;

/*
 * Entries carry no CRC: a hit counts only after the footer was asked, so that a flipped bit costs a
 * duplicate and no more. To find it all the same, the entries of each pack are summed up by a hash
 * of all their bytes, once in the order of the run and once in that of the footer: 8 bytes of memory
 * for a pack, and both are read from front to back.
 */
/// Compares the file of a run with the footers that it was made from.
record RunCheck(PackFooters footers) {
  /// @throws DamagedException if an entry is not that of its footer, out of order, or missing
  void run(Path path) throws IOException {
    try (RunFile run = RunFile.open(path)) {
      long[] sums = sums(path, run);
      for (int pack = 0; pack < sums.length; pack++) {
        compare(path, run.packs().get(pack), pack, sums[pack]);
      }
    }
  }

  private static long[] sums(Path path, RunFile run) throws IOException {
    long[] sums = new long[run.packs().size()];
    long at = run.sizeBytes() - RunFile.ENTRY_BYTES * run.entries();
    long high = 0;
    long low = 0;
    EntryCursor cursor = run.cursor();
    while (cursor.next()) {
      int order = Long.compareUnsigned(high, cursor.high());
      boolean ascends = order < 0 || (order == 0 && Long.compareUnsigned(low, cursor.low()) <= 0);
      if (!ascends || cursor.pack() < 0 || cursor.pack() >= sums.length) {
        throw new DamagedException(path.toString(), at, "a chunk index run", "other bytes");
      }
      high = cursor.high();
      low = cursor.low();
      sums[cursor.pack()] += hash(high, low, cursor.pack(), cursor.entry());
      at += RunFile.ENTRY_BYTES;
    }
    return sums;
  }

  /// A pack that was collected, or is itself damaged, says nothing of the run.
  private void compare(Path path, PackName name, int pack, long found) throws IOException {
    PackFooter footer;
    try {
      footer = footers.get(name, _ -> {});
    } catch (MissingBlobException | DamagedException _) {
      return;
    }
    // An import's run has what is looked up, chunks and segments; one made from footers has all.
    long lookedUp = 0;
    long all = 0;
    for (int entry = 0; entry < footer.entries(); entry++) {
      long hash = hash(footer.prefixHigh(entry), footer.prefixLow(entry), pack, entry);
      FrameKind kind = footer.kind(footer.frameOf(entry));
      all += hash;
      lookedUp += kind == FrameKind.CHUNKS || kind == FrameKind.SEGMENT ? hash : 0;
    }
    if (found != all && found != lookedUp) {
      throw new DamagedException(path.toString(), 0, "a chunk index run", "other bytes");
    }
  }

  private static long hash(long high, long low, int pack, int entry) {
    return mixed(high + mixed(low + mixed(((long) pack << 32) | (entry & 0xffff_ffffL))));
  }

  /// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", the finaliser.
  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
