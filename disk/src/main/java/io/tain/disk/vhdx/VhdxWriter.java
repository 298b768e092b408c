package io.tain.disk.vhdx;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.FileWriting;
import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.ContentName;
import io.tain.disk.copy.DataWindows;
import io.tain.disk.copy.SparseWriting;
import io.tain.disk.copy.ZeroRuns;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Writes a disk as a dynamic VHDX with blocks of 2 MiB, above 4 TiB of 32 MiB.
///
/// Blocks of zeros are left out; equal disks give equal files.
///
/// | MiB | content |
/// |---|---|
/// | 0 | file identifier, headers, region tables |
/// | 1 | log, empty |
/// | 2 | metadata |
/// | from 3 | block allocation table |
/// | after it | blocks, in the order of the disk |
public final class VhdxWriter implements DiskWriter {
  private static final int MIB = VhdxHeader.MIB;
  private static final int SECTOR_BYTES = 512;
  private static final int SMALL_BLOCK_BYTES = DataWindows.WINDOW_BYTES;
  private static final int LARGE_BLOCK_BYTES = 32 << 20;
  private static final long LARGE_FROM_BYTES = 4L << 40;
  private static final long MAX_SIZE_BYTES = 64L << 40;
  private static final long SIGNATURE = 0x656C_6966_7864_6876L;

  @Override
  public void write(VirtualDisk disk, RandomAccessFile file) throws IOException {
    if (disk.sizeBytes() > MAX_SIZE_BYTES) {
      throw TainException.of(
          ErrorCode.QUOTA_EXCEEDED,
          "what",
          "virtual size in bytes of a VHDX",
          "limit",
          MAX_SIZE_BYTES,
          "found",
          disk.sizeBytes());
    }
    long sizeBytes = (disk.sizeBytes() + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    int blockBytes = sizeBytes > LARGE_FROM_BYTES ? LARGE_BLOCK_BYTES : SMALL_BLOCK_BYTES;
    var blocks = new Blocks(file, new Metadata(blockBytes, sizeBytes, SECTOR_BYTES));
    new DataWindows(disk).forEachInOrder(blocks::add);
    blocks.finish();
  }

  /// The blocks of a new file, in the order of the disk.
  private static final class Blocks {
    private final RandomAccessFile access;
    private final FileChannel file;
    private final Metadata metadata;
    private final BlockShape shape;
    private final Regions regions;
    private final ByteBuffer table;
    private final ContentName name;
    private long end;

    Blocks(RandomAccessFile access, Metadata metadata) {
      this.access = access;
      this.file = access.getChannel();
      this.metadata = metadata;
      this.shape = BlockShape.of(metadata);
      int tableBytes = Math.toIntExact(shape.entries() * Long.BYTES);
      this.table = ByteBuffer.allocate(tableBytes).order(ByteOrder.LITTLE_ENDIAN);
      long region = (tableBytes + MIB - 1L) / MIB * MIB;
      this.regions = new Regions(new ByteRange(3L * MIB, region), new ByteRange(2L * MIB, MIB));
      this.name = new ContentName("vhdx", metadata.sizeBytes());
      this.end = regions.blockTable().end();
    }

    void add(long offset, ByteBuffer data) throws IOException {
      if (ZeroRuns.isZero(data)) {
        return;
      }
      name.add(offset, data);
      long block = offset / shape.blockBytes();
      int entryAt = Math.toIntExact(shape.entryOf(block) * Long.BYTES);
      if (table.getLong(entryAt) == BlockTable.NOT_PRESENT) {
        table.putLong(entryAt, end | BlockTable.FULLY_PRESENT);
        end += shape.blockBytes();
      }
      long place = table.getLong(entryAt) & -MIB;
      SparseWriting.write(file, data, place + offset % shape.blockBytes());
    }

    void finish() throws IOException {
      access.setLength(end);
      UUID id = name.id();
      SparseWriting.write(file, table, regions.blockTable().offset());
      ByteBuffer items = metadata.encode(Guid.of(id));
      FileWriting.write(file, items, regions.metadata().offset());
      ByteBuffer regionTable = regions.encode();
      FileWriting.write(file, regionTable.duplicate(), Regions.FIRST_AT);
      FileWriting.write(file, regionTable, Regions.SECOND_AT);
      FileWriting.write(file, VhdxHeader.encode(1, Guid.of(id), MIB), VhdxHeader.FIRST_AT);
      FileWriting.write(file, VhdxHeader.encode(2, Guid.of(id), MIB), VhdxHeader.SECOND_AT);
      FileWriting.write(file, identifier(), 0);
    }

    private static ByteBuffer identifier() {
      byte[] creator = "Tain".getBytes(StandardCharsets.UTF_16LE);
      return ByteBuffer.allocate(Long.BYTES + creator.length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putLong(SIGNATURE)
          .put(creator)
          .flip();
    }
  }
}
