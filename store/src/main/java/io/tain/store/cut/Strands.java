package io.tain.store.cut;

import io.tain.base.ByteRange;
import io.tain.disk.Region;
import io.tain.store.identity.BlockHash;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// The cutting order of a disk: every byte in exactly one strand, whatever the hints say.
final class Strands {
  /// A file of this size and more begins a chunk of its own.
  private static final long LARGE_FILE_BYTES = 64 << 10;

  private final CutSource source;
  private final Claims claims;
  private final List<Strand> strands = new ArrayList<>();

  private Strands(CutSource source) {
    this.source = source;
    this.claims = new Claims(source.disk().sizeBytes());
  }

  static List<Strand> of(CutSource source) {
    var order = new Strands(source);
    source.layout().regions().forEach(order::addRegion);
    order.addRest();
    return order.strands;
  }

  /// Bytes that an earlier region has claimed are left out, and the grid goes on behind them. A
  /// region that splits sectors is left to the rest.
  private void addRegion(Region region) {
    if (region.runs().isEmpty() || !region.runs().stream().allMatch(Strands::isOnSectors)) {
      return;
    }
    long phase = region.runs().getFirst().offset() - region.gridOrigin();
    long lengthBytes = region.runs().stream().mapToLong(ByteRange::length).sum();
    boolean large = region.kind() == Region.Kind.FILE && lengthBytes >= LARGE_FILE_BYTES;
    var open = new ArrayList<ByteRange>();
    long openPhase = phase;
    long position = phase;
    for (ByteRange run : region.runs()) {
      for (ByteRange part : claims.claim(run)) {
        long partPosition = position + part.offset() - run.offset();
        if (!open.isEmpty() && partPosition != openPhase + lengthOf(open)) {
          add(open, openPhase, large && openPhase == phase);
          open.clear();
        }
        openPhase = open.isEmpty() ? partPosition : openPhase;
        open.add(part);
      }
      position += run.length();
    }
    add(open, openPhase, large && openPhase == phase);
  }

  private void addRest() {
    var origins = new TreeSet<>(source.gridOrigins());
    origins.add(0L);
    for (ByteRange free : claims.unclaimed()) {
      long at = free.offset();
      while (at < free.end()) {
        Long next = origins.higher(at);
        long end = next == null ? free.end() : Math.min(next, free.end());
        long origin = originAt(origins, at);
        add(List.of(ByteRange.between(at, end)), at - origin, at == origin);
        at = end;
      }
    }
  }

  private void add(List<ByteRange> runs, long position, boolean startsChunk) {
    if (!runs.isEmpty()) {
      strands.add(new Strand(runs, Math.floorMod(position, BlockHash.BLOCK_BYTES), startsChunk));
    }
  }

  private static long originAt(NavigableSet<Long> origins, long at) {
    Long origin = origins.floor(at);
    return origin == null ? 0 : origin;
  }

  private static boolean isOnSectors(ByteRange run) {
    return run.offset() % CutSource.SECTOR_BYTES == 0 && run.length() % CutSource.SECTOR_BYTES == 0;
  }

  private static long lengthOf(List<ByteRange> runs) {
    return runs.stream().mapToLong(ByteRange::length).sum();
  }
}
