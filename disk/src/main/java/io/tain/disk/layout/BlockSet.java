package io.tain.disk.layout;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The blocks of a disk that a file holds, which are counted and found by their rank.
///
/// A bit for a block, in pages of which empty and full ones take no space: 2 MiB at most for 1 TiB
/// in blocks of 64 KiB. Filling it is for one thread, before it is read; reading is safe for
/// concurrent use.
public final class BlockSet {
  private static final int PAGE_BLOCKS = 1 << 12;
  private static final int PAGE_WORDS = PAGE_BLOCKS / Long.SIZE;
  private static final long SPAN_BYTES = 1L << 28;
  private static final long[] FULL = full();

  private long[] @Nullable [] pages = new long[16][];

  /// How many blocks there are below each page.
  private long[] before = new long[16];

  private int usedPages;
  private long count;
  private long last = -1;

  private final long tableBlocks;
  private final @Nullable BlockSet tables;

  /// A set without blocks.
  ///
  /// @param tableBlocks so many blocks share a table; 0 when nobody asks for tables
  public BlockSet(long tableBlocks) {
    this.tableBlocks = tableBlocks;
    this.tables = tableBlocks == 0 ? null : new BlockSet(0);
  }

  /// The blocks of a disk in which its extents show data.
  ///
  /// @throws IOException if the disk cannot be read; the call may be repeated
  public static BlockSet of(VirtualDisk disk, LayoutRules rules) throws IOException {
    var blocks = new BlockSet(rules.tableBlocks());
    int blockBytes = rules.blockBytes();
    for (long at = 0; at < disk.sizeBytes(); at += SPAN_BYTES) {
      var span = ByteRange.between(at, Math.min(at + SPAN_BYTES, disk.sizeBytes()));
      for (Extent extent : disk.extents(span)) {
        if (extent instanceof Extent.Data(var range) && !range.isEmpty()) {
          blocks.addAll(range.offset() / blockBytes, (range.end() - 1) / blockBytes);
        }
      }
    }
    return blocks;
  }

  /// Adds a block above all others.
  public void add(long block) {
    if (block <= last) {
      throw new IllegalArgumentException("block " + block + " after " + last);
    }
    int page = Math.toIntExact(block / PAGE_BLOCKS);
    long[] words = page < usedPages ? pages[page] : null;
    if (words == null) {
      words = begin(page);
    }
    words[(int) (block % PAGE_BLOCKS) / Long.SIZE] |= 1L << block;
    last = block;
    count++;
    if (tables != null && block / tableBlocks > tables.last()) {
      tables.add(block / tableBlocks);
    }
    if (count - before[page] == PAGE_BLOCKS) {
      pages[page] = FULL;
    }
  }

  /// The tables of which some blocks are held.
  public BlockSet tables() {
    return Objects.requireNonNull(tables);
  }

  /// How many there are.
  public long count() {
    return count;
  }

  /// The highest one; -1 when there is none.
  public long last() {
    return last;
  }

  /// True for a block that the file holds.
  public boolean has(long block) {
    return (word(block) >>> block & 1) != 0;
  }

  /// How many lie below a block.
  public long rank(long block) {
    long page = block / PAGE_BLOCKS;
    if (page >= usedPages) {
      return count;
    }
    long rank = before[(int) page];
    long[] words = pages[(int) page];
    if (words == null) {
      return rank;
    }
    int end = (int) (block % PAGE_BLOCKS) / Long.SIZE;
    for (int i = 0; i < end; i++) {
      rank += Long.bitCount(words[i]);
    }
    return rank + Long.bitCount(words[end] & ((1L << block) - 1));
  }

  /// The block that has so many below it.
  ///
  /// @param rank from 0 to [#count] (exclusive)
  public long select(long rank) {
    if (rank < 0 || rank >= count) {
      throw new IllegalArgumentException("rank " + rank + " of " + count);
    }
    int page = pageOf(rank);
    long[] words = pages[page];
    long left = rank - before[page];
    for (int i = 0; words != null && i < PAGE_WORDS; i++) {
      int inWord = Long.bitCount(words[i]);
      if (left < inWord) {
        return (long) page * PAGE_BLOCKS + (long) i * Long.SIZE + bit(words[i], (int) left);
      }
      left -= inWord;
    }
    throw new IllegalStateException("rank " + rank);
  }

  /// The first block from this one on that the file holds; the highest number when none follows.
  public long next(long block) {
    long rank = rank(block);
    return rank == count ? Long.MAX_VALUE : select(rank);
  }

  /// The first block from this one on that the file does not hold, at most `limit`.
  public long nextAbsent(long block, long limit) {
    long at = block;
    while (at < limit) {
      long absent = ~word(at) >>> at;
      if (absent != 0) {
        return Math.min(limit, at + Long.numberOfTrailingZeros(absent));
      }
      at = (at / Long.SIZE + 1) * Long.SIZE;
    }
    return limit;
  }

  private void addAll(long first, long end) {
    for (long block = Math.max(first, last + 1); block <= end; block++) {
      add(block);
    }
  }

  private long word(long block) {
    long page = block / PAGE_BLOCKS;
    long[] words = page < usedPages ? pages[(int) page] : null;
    return words == null ? 0 : words[(int) (block % PAGE_BLOCKS) / Long.SIZE];
  }

  private long[] begin(int page) {
    if (page >= pages.length) {
      int length = Math.max(page + 1, 2 * pages.length);
      pages = Arrays.copyOf(pages, length);
      before = Arrays.copyOf(before, length);
    }
    Arrays.fill(before, usedPages, page + 1, count);
    usedPages = page + 1;
    var words = new long[PAGE_WORDS];
    pages[page] = words;
    return words;
  }

  // The last page with at most so many below it; pages without blocks have as many as the next.
  private int pageOf(long rank) {
    int low = 0;
    int high = usedPages - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (before[middle] <= rank) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static int bit(long word, int rank) {
    long left = word;
    for (int i = 0; i < rank; i++) {
      left &= left - 1;
    }
    return Long.numberOfTrailingZeros(left);
  }

  private static long[] full() {
    var words = new long[PAGE_WORDS];
    Arrays.fill(words, -1);
    return words;
  }
}
