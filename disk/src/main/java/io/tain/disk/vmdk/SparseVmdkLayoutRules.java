package io.tain.disk.vmdk;

import static io.tain.disk.vmdk.SparseHeader.SECTOR_BYTES;
import static io.tain.disk.vmdk.SparseHeader.TABLE_BYTES;
import static io.tain.disk.vmdk.SparseHeader.TABLE_ENTRIES;
import static io.tain.disk.vmdk.VmdkLayout.GRAIN_BYTES;

import io.tain.disk.layout.BlockSet;
import io.tain.disk.layout.Layout;
import io.tain.disk.layout.LayoutRules;
import io.tain.disk.layout.Pages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/// Files in VMDK of the type `monolithicSparse`; [VmdkLayout] tells the order.
public final class SparseVmdkLayoutRules implements LayoutRules {
  private static final int FLAGS = SparseHeader.NEW_LINES | SparseHeader.SECOND_DIRECTORY;

  private final VmdkLayout frame;

  /// The rules for a disk of so many bytes.
  ///
  /// @throws io.tain.base.TainException `quota.exceeded` for a disk that is too large
  public SparseVmdkLayoutRules(long sizeBytes) {
    this.frame = VmdkLayout.of(sizeBytes);
  }

  @Override
  public String realm() {
    return VmdkRules.FORMAT;
  }

  @Override
  public long diskBytes() {
    return frame.capacity() * SECTOR_BYTES;
  }

  @Override
  public int blockBytes() {
    return GRAIN_BYTES;
  }

  @Override
  public long tableBlocks() {
    return TABLE_ENTRIES;
  }

  @Override
  public long placeOf(long block, BlockSet blocks) {
    return frame.firstGrain() * SECTOR_BYTES + blocks.rank(block) * GRAIN_BYTES;
  }

  @Override
  public Layout layout(BlockSet blocks, UUID id) {
    return new File(blocks, id);
  }

  /// A file with these grains.
  private final class File implements Layout {
    private final BlockSet blocks;
    private final UUID id;

    File(BlockSet blocks, UUID id) {
      this.blocks = blocks;
      this.id = id;
    }

    @Override
    public long sizeBytes() {
      return frame.firstGrain() * SECTOR_BYTES + blocks.count() * GRAIN_BYTES;
    }

    @Override
    public Part at(long offset) {
      long sector = offset / SECTOR_BYTES;
      if (sector >= frame.firstGrain()) {
        return inGrains(offset);
      }
      if (sector >= frame.firstDirectory()) {
        return inTables(offset, frame.firstDirectory(), frame.firstGrain());
      }
      if (sector >= frame.secondDirectory()) {
        return inTables(offset, frame.secondDirectory(), frame.firstDirectory());
      }
      return sector == 0
          ? new Part.Computed(
              0,
              SECTOR_BYTES,
              () -> SparseHeader.of(frame, 1, FLAGS, frame.firstDirectory()).bytes())
          : new Part.Computed(
              SECTOR_BYTES,
              frame.secondDirectory() * SECTOR_BYTES,
              () -> frame.descriptor("monolithicSparse", id));
    }

    private Part inGrains(long offset) {
      long first = frame.firstGrain() * SECTOR_BYTES;
      long index = (offset - first) / GRAIN_BYTES;
      long start = first + index * GRAIN_BYTES;
      long block = blocks.select(index);
      long end = blocks.nextAbsent(block, block + blocks.count() - index);
      return new Part.Held(
          start + (end - block) * GRAIN_BYTES, block * GRAIN_BYTES + offset - start);
    }

    /// A directory and its tables, of which only those of present grains hold something.
    ///
    /// @param end in sectors, of the tables and what is left free behind them
    private Part inTables(long offset, long directory, long end) {
      long tablesAt = (directory + frame.directorySectors()) * SECTOR_BYTES;
      if (offset < tablesAt) {
        long first = tablesAt / SECTOR_BYTES;
        return Pages.at(
            offset,
            directory * SECTOR_BYTES,
            tablesAt,
            (from, length) -> directory(first, from, length));
      }
      long index = (offset - tablesAt) / TABLE_BYTES;
      if (blocks.tables().has(index)) {
        long start = tablesAt + index * TABLE_BYTES;
        return new Part.Computed(start, start + TABLE_BYTES, () -> table(index));
      }
      long next = blocks.tables().next(index);
      return new Part.Zeros(
          next == Long.MAX_VALUE ? end * SECTOR_BYTES : tablesAt + next * TABLE_BYTES);
    }

    private ByteBuffer directory(long firstTable, long from, int length) {
      ByteBuffer page = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      long first = from / Integer.BYTES;
      long end = Math.min(first + length / Integer.BYTES, frame.tables());
      for (long i = first; i < end; i++) {
        page.putInt((int) (firstTable + i * VmdkLayout.TABLE_SECTORS));
      }
      return page.clear();
    }

    private ByteBuffer table(long index) {
      ByteBuffer page = ByteBuffer.allocate(TABLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < TABLE_ENTRIES; i++) {
        long block = index * TABLE_ENTRIES + i;
        if (blocks.has(block)) {
          page.putInt(i * Integer.BYTES, (int) (placeOf(block, blocks) / SECTOR_BYTES));
        }
      }
      return page;
    }
  }
}
