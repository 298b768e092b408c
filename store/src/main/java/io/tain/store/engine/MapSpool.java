package io.tain.store.engine;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.store.ChunkId;
import io.tain.store.Cut;
import io.tain.store.identity.BlockHash;
import io.tain.store.manifest.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// The block map of an import, as its cuts come: one scratch file for each GiB of the disk.
///
/// For one thread. Scratch: nothing of it has to outlive the process. A client may send runs twice,
/// but not for ever: its room is bounded by the size of the disk.
final class MapSpool {
  private static final int MAX_MEMORY_BYTES = 16 * 1024 * 1024;

  /// A disk that is all runs of one sector takes 96 MiB for each GiB; one of whole chunks 12 MiB.
  private static final int MAX_SEGMENT_BYTES = Manifest.SEGMENT_SPAN_BYTES / 8;

  private final Path directory;
  private final int maxSegmentBytes;
  private final Map<Integer, Integer> segmentBytes = new HashMap<>();
  private final Map<Integer, ByteArrayOutputStream> buffers = new TreeMap<>();
  private int bufferedBytes;

  MapSpool(Path directory) {
    this(directory, MAX_SEGMENT_BYTES);
  }

  /// @param maxSegmentBytes what the runs of one segment may take
  MapSpool(Path directory, int maxSegmentBytes) {
    this.directory = directory;
    this.maxSegmentBytes = maxSegmentBytes;
  }

  /// Adds the runs of a cut.
  ///
  /// @throws TainException `request.malformed` if they were sent too often
  void add(Cut cut, ChunkId id) throws IOException {
    int chunkOffset = 0;
    for (ByteRange run : cut.runs()) {
      long at = run.offset();
      while (at < run.end()) {
        int index = (int) (at / Manifest.SEGMENT_SPAN_BYTES);
        long segmentStart = (long) index * Manifest.SEGMENT_SPAN_BYTES;
        long end = Math.min(run.end(), segmentStart + Manifest.SEGMENT_SPAN_BYTES);
        int length = (int) (end - at);
        append(index, record((int) (at - segmentStart), length, chunkOffset, cut, id));
        chunkOffset += length;
        at = end;
      }
    }
    if (bufferedBytes > MAX_MEMORY_BYTES) {
      writeOut();
    }
  }

  /// The runs of one segment.
  SpooledRuns segment(int index) throws IOException {
    ByteArrayOutputStream buffer = buffers.get(index);
    ByteBuffer all = ByteBuffer.allocate(segmentBytes.getOrDefault(index, 0));
    if (Files.exists(file(index))) {
      read(file(index), all);
    }
    if (buffer != null) {
      all.put(buffer.toByteArray());
    }
    return new SpooledRuns(all.flip());
  }

  private static void read(Path file, ByteBuffer target) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(target) > 0) {
        // A read may give less than there is.
      }
    }
  }

  /// A run with the hashes of the disk's blocks that it covers, if the two grids agree.
  private static byte[] record(int start, int length, int chunkOffset, Cut cut, ChunkId id) {
    boolean aligned =
        start % BlockHash.BLOCK_BYTES == 0 && chunkOffset % BlockHash.BLOCK_BYTES == 0;
    int blocks = aligned ? length / BlockHash.BLOCK_BYTES : 0;
    ByteBuffer record =
        ByteBuffer.allocate(SpooledRuns.FIXED_BYTES + blocks * BlockHash.SIZE_BYTES);
    record.putInt(start).putInt(length).putInt(chunkOffset).putInt(blocks);
    id.writeTo(record);
    int first = chunkOffset / BlockHash.BLOCK_BYTES * BlockHash.SIZE_BYTES;
    return record.put(cut.blockHashes(), first, blocks * BlockHash.SIZE_BYTES).array();
  }

  private void append(int index, byte[] record) {
    int bytes = segmentBytes.getOrDefault(index, 0) + record.length;
    if (bytes > maxSegmentBytes) {
      throw TainException.of(
          ErrorCode.REQUEST_MALFORMED,
          "expected",
          "each cut of the disk once",
          "found",
          "a map of " + bytes + " bytes for one GiB");
    }
    segmentBytes.put(index, bytes);
    buffers.computeIfAbsent(index, _ -> new ByteArrayOutputStream()).writeBytes(record);
    bufferedBytes += record.length;
  }

  private void writeOut() throws IOException {
    for (var buffer : buffers.entrySet()) {
      Files.write(
          file(buffer.getKey()),
          buffer.getValue().toByteArray(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    buffers.clear();
    bufferedBytes = 0;
  }

  private Path file(int index) {
    return directory.resolve("map-" + index);
  }
}
