package io.tain.store.cut;

import io.tain.base.ByteRange;
import io.tain.disk.Region;
import io.tain.store.ChunkHash;
import io.tain.store.Cut;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// `chunker=1` as docs/FORMAT.md says it, byte by byte, with the whole disk in memory.
///
/// It shares no code with what it is compared with: it walks over single bytes, each with its place
/// on the disk.
final class ReferenceCutter {
  private static final int BLOCK = 4096;

  private final CutSource source;
  private final byte[] disk;
  private final boolean[] taken;
  private final List<Block> blocks = new ArrayList<>();

  private ReferenceCutter(CutSource source) throws IOException {
    this.source = source;
    this.disk = new byte[(int) source.disk().sizeBytes()];
    this.taken = new boolean[disk.length];
    source.disk().read(0, ByteBuffer.wrap(disk));
  }

  static List<Cut> cut(CutSource source) throws IOException {
    var cutter = new ReferenceCutter(source);
    List<Region> free = new ArrayList<>();
    for (Region region : source.layout().regions()) {
      if (region.kind() == Region.Kind.FREE) {
        free.add(region);
      } else {
        cutter.addRegion(region);
      }
    }
    cutter.addRest(free);
    free.forEach(cutter::addRegion);
    return cutter.chunks();
  }

  private void addRegion(Region region) {
    if (isIgnored(region)) {
      return;
    }
    long length = region.runs().stream().mapToLong(ByteRange::length).sum();
    long position = region.runs().getFirst().offset() - region.gridOrigin();
    boolean starts = region.kind() == Region.Kind.FILE && length >= 65536;
    var block = new Block(starts);
    for (ByteRange run : region.runs()) {
      for (long at = run.offset(); at < run.end(); at++, position++) {
        boolean absent = at >= disk.length || taken[(int) at];
        if (absent || Math.floorMod(position, BLOCK) == 0) {
          block = close(block);
        }
        if (absent) {
          block.starts = false;
        } else {
          taken[(int) at] = true;
          block.add((int) at);
        }
      }
    }
    close(block);
  }

  private static boolean isIgnored(Region region) {
    return region.runs().isEmpty()
        || region.runs().stream().anyMatch(r -> r.offset() % 512 != 0 || r.length() % 512 != 0);
  }

  private void addRest(List<Region> free) {
    boolean[] absent = taken.clone();
    for (Region region : free) {
      for (ByteRange run : isIgnored(region) ? List.<ByteRange>of() : region.runs()) {
        int end = (int) Math.min(run.end(), disk.length);
        Arrays.fill(absent, (int) Math.min(run.offset(), end), end, true);
      }
    }
    var block = new Block(true);
    for (int at = 0; at < disk.length; at++) {
      long origin = originBefore(at);
      boolean isOrigin = at == origin;
      if (absent[at] || (at - origin) % BLOCK == 0) {
        block = close(block);
      }
      block.starts |= isOrigin;
      if (absent[at]) {
        block.starts = false;
      } else {
        taken[at] = true;
        block.add(at);
      }
    }
    close(block);
  }

  private long originBefore(long place) {
    long nearest = 0;
    for (long origin : source.gridOrigins()) {
      nearest = origin <= place ? Math.max(nearest, origin) : nearest;
    }
    return nearest;
  }

  /// The block that follows; it keeps the duty to start a chunk when nothing was in this one.
  private Block close(Block block) {
    if (block.count == 0) {
      return block;
    }
    blocks.add(block);
    return new Block(false);
  }

  private List<Cut> chunks() {
    var cuts = new ArrayList<Cut>();
    var chunk = new ArrayList<Block>();
    for (Block block : blocks) {
      byte[] bytes = bytesOf(block);
      boolean isZero = Arrays.equals(bytes, new byte[BLOCK]);
      if (isZero || block.starts) {
        end(chunk, cuts);
      }
      if (isZero) {
        continue;
      }
      chunk.add(block);
      var crc = new CRC32C();
      crc.update(bytes);
      if (block.count < BLOCK || crc.getValue() % 4 == 0 || chunk.size() == 16) {
        end(chunk, cuts);
      }
    }
    end(chunk, cuts);
    return cuts;
  }

  private void end(List<Block> chunk, List<Cut> cuts) {
    if (chunk.isEmpty()) {
      return;
    }
    var hashes = new ByteArrayOutputStream();
    var runs = new ArrayList<ByteRange>();
    int used = 0;
    for (Block block : chunk) {
      hashes.writeBytes(sha256(bytesOf(block)));
      for (int i = 0; i < block.count; i++) {
        int place = block.places[i];
        used++;
        boolean goesOn = !runs.isEmpty() && runs.getLast().end() == place;
        long start = goesOn ? runs.removeLast().offset() : place;
        runs.add(ByteRange.between(start, place + 1L));
      }
    }
    byte[] all = hashes.toByteArray();
    cuts.add(new Cut(ChunkHash.of(sha256(all)), all, used, runs));
    chunk.clear();
  }

  private byte[] bytesOf(Block block) {
    var bytes = new byte[BLOCK];
    for (int i = 0; i < block.count; i++) {
      bytes[i] = disk[block.places[i]];
    }
    return bytes;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Block {
    private final int[] places = new int[BLOCK];
    private int count;
    private boolean starts;

    Block(boolean starts) {
      this.starts = starts;
    }

    void add(int place) {
      places[count++] = place;
    }
  }
}
