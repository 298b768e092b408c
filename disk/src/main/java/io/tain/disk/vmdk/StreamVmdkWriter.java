package io.tain.disk.vmdk;

import io.tain.base.local.FileWriting;
import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.BufferPool;
import io.tain.disk.copy.ContentName;
import io.tain.disk.copy.DataWindows;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/// Writes a disk as VMDK of the type `streamOptimized`: compressed grains in the order of the disk.
///
/// Grains are compressed by several threads at once. Grains of zeros are left out; equal disks give
/// equal files.
public final class StreamVmdkWriter implements DiskWriter {
  private static final int SECTOR_BYTES = SparseHeader.SECTOR_BYTES;
  private static final int FLAGS =
      SparseHeader.NEW_LINES | SparseHeader.COMPRESSED | SparseHeader.MARKERS;
  private static final int VERSION = 3;

  @Override
  public void write(VirtualDisk disk, RandomAccessFile file) throws IOException {
    VmdkLayout layout = VmdkLayout.of(disk.sizeBytes());
    var stream = new Stream(layout, file.getChannel());
    var buffers = new BufferPool(PackedGrains.longest(DataWindows.WINDOW_BYTES));
    new DataWindows(disk)
        .forEachInOrder(
            (offset, data) -> PackedGrains.of(offset, data, buffers.take()),
            (offset, grains) -> {
              stream.add(offset, grains);
              buffers.giveBack(grains.bytes());
            });
    stream.finish();
  }

  /// The grains and tables of a new file, in the order of the disk.
  private static final class Stream {
    private static final int GRAIN_TABLE = 1;
    private static final int GRAIN_DIRECTORY = 2;
    private static final int FOOTER = 3;

    private final VmdkLayout layout;
    private final FileChannel file;
    private final ContentName name;
    private final ByteBuffer directory;
    private final ByteBuffer table =
        ByteBuffer.allocate(SparseHeader.TABLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private int tableIndex;
    private boolean isTableUsed;
    private long end = VmdkLayout.GRAIN_SECTORS;

    Stream(VmdkLayout layout, FileChannel file) {
      this.layout = layout;
      this.file = file;
      this.name = new ContentName("vmdk", layout.capacity() * SECTOR_BYTES);
      this.directory =
          ByteBuffer.allocate((int) layout.directorySectors() * SECTOR_BYTES)
              .order(ByteOrder.LITTLE_ENDIAN);
    }

    void add(long offset, PackedGrains grains) throws IOException {
      if (grains.places().isEmpty()) {
        return;
      }
      int index = Math.toIntExact(offset / VmdkLayout.TABLE_SPAN_BYTES);
      if (index != tableIndex) {
        writeTable();
        tableIndex = index;
      }
      name.add(offset, grains.bytes());
      for (PackedGrains.Place place : grains.places()) {
        int entry = (int) (place.offset() / VmdkLayout.GRAIN_BYTES % SparseHeader.TABLE_ENTRIES);
        table.putInt(entry * Integer.BYTES, VmdkLayout.entry(end + place.at() / SECTOR_BYTES));
      }
      isTableUsed = true;
      append(grains.bytes());
    }

    void finish() throws IOException {
      writeTable();
      marker(layout.directorySectors(), GRAIN_DIRECTORY);
      long directoryAt = end;
      append(directory);
      marker(1, FOOTER);
      append(SparseHeader.of(layout, VERSION, FLAGS, directoryAt).bytes());
      append(ByteBuffer.allocate(SECTOR_BYTES));
      FileWriting.write(file, layout.descriptor("streamOptimized", name.id()), SECTOR_BYTES);
      SparseHeader header = SparseHeader.of(layout, VERSION, FLAGS, SparseHeader.AT_END);
      FileWriting.write(file, header.bytes(), 0);
    }

    private void writeTable() throws IOException {
      if (isTableUsed) {
        marker(VmdkLayout.TABLE_SECTORS, GRAIN_TABLE);
        directory.putInt(tableIndex * Integer.BYTES, VmdkLayout.entry(end));
        append(table.duplicate());
        table.put(0, new byte[SparseHeader.TABLE_BYTES]);
        isTableUsed = false;
      }
    }

    private void marker(long sectors, int type) throws IOException {
      ByteBuffer marker = ByteBuffer.allocate(SECTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      append(marker.putLong(0, sectors).putInt(12, type));
    }

    private void append(ByteBuffer sectors) throws IOException {
      long at = end * SECTOR_BYTES;
      end += sectors.remaining() / SECTOR_BYTES;
      FileWriting.write(file, sectors.duplicate(), at);
    }
  }
}
