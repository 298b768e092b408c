package io.tain.disk.vhdx;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.layout.BlockSet;
import io.tain.disk.layout.Layout;
import io.tain.disk.layout.LayoutRules;
import io.tain.disk.layout.Pages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Files in dynamic VHDX with blocks of 2 MiB, above 4 TiB of 32 MiB.
///
/// | MiB | content |
/// |---|---|
/// | 0 | file identifier, headers, region tables |
/// | 1 | log, empty |
/// | 2 | metadata |
/// | from 3 | block allocation table |
/// | after it | blocks, in the order of the disk |
public final class VhdxLayoutRules implements LayoutRules {
  private static final int MIB = VhdxHeader.MIB;
  private static final int SECTOR_BYTES = 512;
  private static final int SMALL_BLOCK_BYTES = 2 << 20;
  private static final int LARGE_BLOCK_BYTES = 32 << 20;
  private static final long LARGE_FROM_BYTES = 4L << 40;
  private static final long MAX_SIZE_BYTES = 64L << 40;
  private static final long SIGNATURE = 0x656C_6966_7864_6876L;

  private final Metadata metadata;
  private final BlockShape shape;
  private final Regions regions;

  /// The rules for a disk of so many bytes.
  ///
  /// @throws TainException `quota.exceeded` for a disk that is too large
  public VhdxLayoutRules(long sizeBytes) {
    if (sizeBytes > MAX_SIZE_BYTES) {
      throw TainException.of(
          ErrorCode.QUOTA_EXCEEDED,
          "what",
          "virtual size in bytes of a VHDX",
          "limit",
          MAX_SIZE_BYTES,
          "found",
          sizeBytes);
    }
    long whole = (sizeBytes + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    int blockBytes = whole > LARGE_FROM_BYTES ? LARGE_BLOCK_BYTES : SMALL_BLOCK_BYTES;
    this.metadata = new Metadata(blockBytes, whole, SECTOR_BYTES);
    this.shape = BlockShape.of(metadata);
    long tableBytes = shape.entries() * Long.BYTES;
    long region = (tableBytes + MIB - 1) / MIB * MIB;
    this.regions = new Regions(new ByteRange(3L * MIB, region), new ByteRange(2L * MIB, MIB));
  }

  @Override
  public String realm() {
    return "vhdx";
  }

  @Override
  public long diskBytes() {
    return metadata.sizeBytes();
  }

  @Override
  public int blockBytes() {
    return metadata.blockBytes();
  }

  @Override
  public long tableBlocks() {
    return 0;
  }

  @Override
  public long placeOf(long block, BlockSet blocks) {
    return regions.blockTable().end() + blocks.rank(block) * blockBytes();
  }

  @Override
  public Layout layout(BlockSet blocks, UUID id) {
    return new File(blocks, Guid.of(id));
  }

  private static ByteBuffer identifier() {
    byte[] creator = "Tain".getBytes(StandardCharsets.UTF_16LE);
    return ByteBuffer.allocate(Long.BYTES + creator.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(SIGNATURE)
        .put(creator)
        .flip();
  }

  /// A file with these blocks.
  private final class File implements Layout {
    private static final int PART_BYTES = 64 << 10;

    private final BlockSet blocks;
    private final Guid id;

    File(BlockSet blocks, Guid id) {
      this.blocks = blocks;
      this.id = id;
    }

    @Override
    public long sizeBytes() {
      return regions.blockTable().end() + blocks.count() * blockBytes();
    }

    @Override
    public Part at(long offset) {
      if (offset >= regions.blockTable().end()) {
        return inBlock(offset);
      }
      if (offset >= regions.blockTable().offset()) {
        return inTable(offset);
      }
      if (offset >= regions.metadata().offset()) {
        return new Part.Computed(
            regions.metadata().offset(), regions.metadata().end(), () -> metadata.encode(id));
      }
      return offset >= MIB ? new Part.Zeros(2L * MIB) : inFirst(offset);
    }

    private Part inFirst(long offset) {
      long start = offset / PART_BYTES * PART_BYTES;
      long end = start + PART_BYTES;
      if (start == 0) {
        return new Part.Computed(0, end, VhdxLayoutRules::identifier);
      }
      if (start == VhdxHeader.FIRST_AT || start == VhdxHeader.SECOND_AT) {
        long age = start / VhdxHeader.FIRST_AT;
        return new Part.Computed(start, end, () -> VhdxHeader.encode(age, id, MIB));
      }
      return start == Regions.FIRST_AT || start == Regions.SECOND_AT
          ? new Part.Computed(start, end, regions::encode)
          : new Part.Zeros(MIB);
    }

    private Part inTable(long offset) {
      long end = regions.blockTable().offset() + shape.entries() * Long.BYTES;
      return offset < end
          ? Pages.at(offset, regions.blockTable().offset(), end, this::table)
          : new Part.Zeros(regions.blockTable().end());
    }

    private ByteBuffer table(long from, int length) {
      ByteBuffer page = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      long first = from / Long.BYTES;
      for (int i = 0; i < length / Long.BYTES; i++) {
        long block = shape.blockOf(first + i);
        if (shape.isBlock(first + i) && blocks.has(block)) {
          page.putLong(i * Long.BYTES, placeOf(block, blocks) | BlockTable.FULLY_PRESENT);
        }
      }
      return page;
    }

    private Part inBlock(long offset) {
      long index = (offset - regions.blockTable().end()) / blockBytes();
      long start = regions.blockTable().end() + index * blockBytes();
      long block = blocks.select(index);
      long end = blocks.nextAbsent(block, shape.blocks());
      return new Part.Held(
          start + (end - block) * blockBytes(), block * blockBytes() + offset - start);
    }
  }
}
