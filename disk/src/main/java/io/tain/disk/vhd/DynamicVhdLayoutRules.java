package io.tain.disk.vhd;

import io.tain.disk.layout.BlockSet;
import io.tain.disk.layout.Layout;
import io.tain.disk.layout.LayoutRules;
import io.tain.disk.layout.Pages;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/// Files in dynamic VHD with blocks of 2 MiB.
///
/// | offset | content |
/// |---|---|
/// | 0, 512 | copy of the footer, dynamic header |
/// | 1536 | block allocation table |
/// | after it | bitmap and bytes of each block, in the order of the disk |
/// | at the end | footer |
public final class DynamicVhdLayoutRules implements LayoutRules {
  private static final int BLOCK_BYTES = 2 << 20;
  private static final int HEADER_AT = VhdFooter.BYTES;
  private static final int TABLE_AT = HEADER_AT + DynamicHeader.BYTES;
  private static final int BITMAP_BYTES = BlockTable.bitmapBytes(BLOCK_BYTES);
  private static final int STEP_BYTES = BITMAP_BYTES + BLOCK_BYTES;

  private final long sizeBytes;

  /// The rules for a disk of so many bytes.
  ///
  /// @throws io.tain.base.TainException `quota.exceeded` for a disk that is too large
  public DynamicVhdLayoutRules(long sizeBytes) {
    this.sizeBytes = VhdLayoutSize.of(sizeBytes);
  }

  @Override
  public String realm() {
    return VhdRules.FORMAT;
  }

  @Override
  public long diskBytes() {
    return sizeBytes;
  }

  @Override
  public int blockBytes() {
    return BLOCK_BYTES;
  }

  @Override
  public long tableBlocks() {
    return 0;
  }

  @Override
  public long placeOf(long block, BlockSet blocks) {
    return blocksAt() + blocks.rank(block) * STEP_BYTES + BITMAP_BYTES;
  }

  @Override
  public Layout layout(BlockSet blocks, UUID id) {
    ByteBuffer footer = VhdFooter.of(VhdFooter.DYNAMIC, HEADER_AT, sizeBytes, id).bytes();
    return new File(blocks, footer);
  }

  private int entries() {
    return Math.toIntExact((sizeBytes - 1) / BLOCK_BYTES + 1);
  }

  private long blocksAt() {
    return TABLE_AT + (entries() * 4L + 511) / 512 * 512;
  }

  /// A file with these blocks.
  private final class File implements Layout {
    private final BlockSet blocks;
    private final ByteBuffer footer;

    File(BlockSet blocks, ByteBuffer footer) {
      this.blocks = blocks;
      this.footer = footer;
    }

    @Override
    public long sizeBytes() {
      return footerAt() + VhdFooter.BYTES;
    }

    @Override
    public Part at(long offset) {
      if (offset >= footerAt()) {
        return new Part.Computed(footerAt(), sizeBytes(), footer::duplicate);
      }
      if (offset >= blocksAt()) {
        return inBlock(offset);
      }
      if (offset >= TABLE_AT) {
        return Pages.at(offset, TABLE_AT, blocksAt(), this::table);
      }
      return offset < HEADER_AT
          ? new Part.Computed(0, HEADER_AT, footer::duplicate)
          : new Part.Computed(
              HEADER_AT,
              TABLE_AT,
              () -> DynamicHeader.of(TABLE_AT, entries(), BLOCK_BYTES).bytes());
    }

    private long footerAt() {
      return blocksAt() + blocks.count() * STEP_BYTES;
    }

    private Part inBlock(long offset) {
      long index = (offset - blocksAt()) / STEP_BYTES;
      long start = blocksAt() + index * STEP_BYTES;
      long dataAt = start + BITMAP_BYTES;
      return offset < dataAt
          ? new Part.Computed(start, dataAt, () -> ones(BITMAP_BYTES))
          : new Part.Held(start + STEP_BYTES, blocks.select(index) * BLOCK_BYTES + offset - dataAt);
    }

    private ByteBuffer table(long from, int length) {
      ByteBuffer page = ones(length);
      long first = from / 4;
      long end = first + length / 4;
      for (long block = blocks.next(first); block < end; block = blocks.next(block + 1)) {
        long bitmapAt = placeOf(block, blocks) - BITMAP_BYTES;
        page.putInt((int) (block - first) * 4, (int) (bitmapAt / 512));
      }
      return page;
    }

    private static ByteBuffer ones(int length) {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) 0xFF);
      return ByteBuffer.wrap(bytes);
    }
  }
}
