package io.tain.disk.layout;

import io.tain.base.local.FileWriting;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.ContentName;
import io.tain.disk.copy.DataWindows;
import io.tain.disk.copy.SparseWriting;
import io.tain.disk.copy.ZeroRuns;
import io.tain.disk.layout.Layout.Part;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Writes a disk by the rules of a layout: blocks as they are read, then the tables.
///
/// Blocks of zeros are left out.
public final class LayoutWriting {
  private static final int SMALL_BLOCK_BYTES = 64 << 10;

  private final LayoutRules rules;
  private final FileChannel file;
  private final BlockSet blocks;
  private final ContentName name;

  private LayoutWriting(LayoutRules rules, FileChannel file) {
    this.rules = rules;
    this.file = file;
    this.blocks = new BlockSet(rules.tableBlocks());
    this.name = new ContentName(rules.realm(), rules.diskBytes());
  }

  /// Writes the whole file.
  ///
  /// @param file empty, and the caller's to close
  /// @throws IOException if the disk cannot be read or the file not be written
  public static void write(LayoutRules rules, VirtualDisk disk, RandomAccessFile file)
      throws IOException {
    var writing = new LayoutWriting(rules, file.getChannel());
    new DataWindows(disk).forEachInOrder(writing::add);
    Layout layout = rules.layout(writing.blocks, writing.name.id());
    file.setLength(layout.sizeBytes());
    writing.writeTables(layout);
  }

  private void add(long offset, ByteBuffer data) throws IOException {
    if (ZeroRuns.isZero(data)) {
      return;
    }
    name.add(offset, data);
    int step = Math.min(rules.blockBytes(), DataWindows.WINDOW_BYTES);
    int start = 0;
    long place = -1;
    for (int at = 0; at < data.remaining(); at += step) {
      long next = placeOf(offset + at, data.slice(at, Math.min(step, data.remaining() - at)));
      if (place >= 0 && next != place + at - start) {
        write(data.slice(start, at - start), place);
        place = -1;
      }
      if (place < 0) {
        place = next;
        start = at;
      }
    }
    if (place >= 0) {
      write(data.slice(start, data.remaining() - start), place);
    }
  }

  // Holes inside of small blocks cost more calls than they save.
  private void write(ByteBuffer data, long place) throws IOException {
    if (rules.blockBytes() <= SMALL_BLOCK_BYTES) {
      FileWriting.write(file, data, place);
    } else {
      SparseWriting.write(file, data, place);
    }
  }

  /// Where a piece of a block goes; -1 for zeros.
  private long placeOf(long offset, ByteBuffer piece) {
    if (ZeroRuns.isZero(piece)) {
      return -1;
    }
    long block = offset / rules.blockBytes();
    if (block > blocks.last()) {
      blocks.add(block);
    }
    return rules.placeOf(block, blocks) + offset % rules.blockBytes();
  }

  private void writeTables(Layout layout) throws IOException {
    for (long at = 0; at < layout.sizeBytes(); ) {
      Part part = layout.at(at);
      if (part instanceof Part.Computed computed) {
        SparseWriting.write(file, computed.source().bytes(), computed.start());
      }
      at = part.end();
    }
  }
}
