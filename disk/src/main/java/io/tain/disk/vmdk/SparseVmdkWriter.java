package io.tain.disk.vmdk;

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

/// Writes a disk as VMDK of the type `monolithicSparse`.
///
/// Grains of zeros are left out; equal disks give equal files.
public final class SparseVmdkWriter implements DiskWriter {
  private static final int SECTOR_BYTES = SparseHeader.SECTOR_BYTES;
  private static final int FLAGS = SparseHeader.NEW_LINES | SparseHeader.SECOND_DIRECTORY;

  @Override
  public void write(VirtualDisk disk, RandomAccessFile file) throws IOException {
    VmdkLayout layout = VmdkLayout.of(disk.sizeBytes());
    file.setLength(layout.firstGrain() * SECTOR_BYTES);
    var grains = new Grains(layout, file.getChannel());
    new DataWindows(disk).forEachInOrder(grains::add);
    grains.finish(file);
  }

  /// The grains of a new file, in the order of the disk.
  private static final class Grains {
    private static final int GRAIN_BYTES = VmdkLayout.GRAIN_BYTES;

    private final VmdkLayout layout;
    private final FileChannel file;
    private final ContentName name;
    private final ByteBuffer table =
        ByteBuffer.allocate(SparseHeader.TABLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private int tableIndex;
    private long end;

    Grains(VmdkLayout layout, FileChannel file) {
      this.layout = layout;
      this.file = file;
      this.name = new ContentName("vmdk", layout.capacity() * SECTOR_BYTES);
      this.end = layout.firstGrain();
    }

    void add(long offset, ByteBuffer data) throws IOException {
      if (ZeroRuns.isZero(data)) {
        return;
      }
      name.add(offset, data);
      for (int at = 0; at < data.remaining(); at += GRAIN_BYTES) {
        ByteBuffer grain = data.slice(at, Math.min(GRAIN_BYTES, data.remaining() - at));
        if (!ZeroRuns.isZero(grain)) {
          store(offset + at, grain);
        }
      }
    }

    void finish(RandomAccessFile access) throws IOException {
      writeTable();
      access.setLength(end * SECTOR_BYTES);
      writeDirectory(layout.secondDirectory(), layout.secondTable(0));
      writeDirectory(layout.firstDirectory(), layout.firstTable(0));
      FileWriting.write(file, layout.descriptor("monolithicSparse", name.id()), SECTOR_BYTES);
      SparseHeader header = SparseHeader.of(layout, 1, FLAGS, layout.firstDirectory());
      FileWriting.write(file, header.bytes(), 0);
    }

    private void store(long offset, ByteBuffer grain) throws IOException {
      int index = Math.toIntExact(offset / VmdkLayout.TABLE_SPAN_BYTES);
      if (index != tableIndex) {
        writeTable();
        tableIndex = index;
      }
      int entry = (int) (offset / GRAIN_BYTES % SparseHeader.TABLE_ENTRIES);
      table.putInt(entry * Integer.BYTES, (int) end);
      SparseWriting.write(file, grain, end * SECTOR_BYTES);
      end += VmdkLayout.GRAIN_SECTORS;
    }

    private void writeTable() throws IOException {
      SparseWriting.write(file, table.duplicate(), layout.secondTable(tableIndex) * SECTOR_BYTES);
      SparseWriting.write(file, table.duplicate(), layout.firstTable(tableIndex) * SECTOR_BYTES);
      table.put(0, new byte[SparseHeader.TABLE_BYTES]);
    }

    private void writeDirectory(long place, long firstTable) throws IOException {
      ByteBuffer directory =
          ByteBuffer.allocate(layout.tables() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < layout.tables(); i++) {
        directory.putInt((int) (firstTable + (long) i * VmdkLayout.TABLE_SECTORS));
      }
      FileWriting.write(file, directory.flip(), place * SECTOR_BYTES);
    }
  }
}
