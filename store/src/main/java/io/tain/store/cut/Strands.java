package io.tain.store.cut;

import io.tain.base.ByteRange;
import io.tain.disk.Region;
import io.tain.store.identity.BlockHash;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The cutting order of a disk: every byte in exactly one strand, whatever the hints say.
///
/// Strands are made when they are asked for: a disk may have millions of them.
final class Strands implements Iterator<Strand> {
  private final Claims claims;

  /// What is kept for the end.
  private final Claims free;

  private final List<Region> freeRegions = new ArrayList<>();
  private final Iterator<Region> regions;
  private final Rest rest;
  private @Nullable RegionStrands current;

  /// Set when all else has its place.
  private @Nullable Iterator<Region> last;

  private @Nullable Strand next;

  private Strands(CutSource source) {
    long sizeBytes = source.disk().sizeBytes();
    this.claims = new Claims(sizeBytes);
    this.free = new Claims(sizeBytes);
    this.regions = source.layout().regions().iterator();
    this.rest = new Rest(sizeBytes, source.gridOrigins());
  }

  static Iterator<Strand> of(CutSource source) {
    return new Strands(source);
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = find();
    }
    return next != null;
  }

  @Override
  public Strand next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Strand found = next;
    next = null;
    return found;
  }

  /// Regions but those of free space, then what no region has, then free space.
  private @Nullable Strand find() {
    Strand found = ofRegions(regions);
    if (found == null && last == null) {
      found = rest.next();
    }
    if (found == null) {
      last = last == null ? freeRegions.iterator() : last;
      found = ofRegions(last);
    }
    return found;
  }

  private @Nullable Strand ofRegions(Iterator<Region> from) {
    while (true) {
      Strand found = current == null ? null : current.next();
      if (found != null) {
        return found;
      }
      current = null;
      if (!from.hasNext()) {
        return null;
      }
      begin(from.next());
    }
  }

  /// A region that splits sectors is left to the rest.
  private void begin(Region region) {
    if (region.runs().isEmpty() || !region.runs().stream().allMatch(Strands::isOnSectors)) {
      return;
    }
    if (last == null && region.kind() == Region.Kind.FREE) {
      freeRegions.add(region);
      region.runs().forEach(free::add);
    } else {
      current = new RegionStrands(region, claims);
    }
  }

  private static boolean isOnSectors(ByteRange run) {
    return run.offset() % CutSource.SECTOR_BYTES == 0 && run.length() % CutSource.SECTOR_BYTES == 0;
  }

  static Strand strand(List<ByteRange> runs, long position, boolean startsChunk) {
    return new Strand(runs, Math.floorMod(position, BlockHash.BLOCK_BYTES), startsChunk);
  }

  /// What no region has, in disk order.
  private final class Rest {
    private final long sizeBytes;
    private final NavigableSet<Long> origins;
    private long at;

    Rest(long sizeBytes, List<Long> gridOrigins) {
      this.sizeBytes = sizeBytes;
      this.origins = new TreeSet<>(gridOrigins);
      origins.add(0L);
    }

    @Nullable Strand next() {
      while (at < sizeBytes) {
        ByteRange unclaimed = claims.firstFree(at, sizeBytes);
        ByteRange found = free.firstFree(unclaimed.offset(), unclaimed.end());
        at = found.offset();
        if (!found.isEmpty()) {
          return upToNextOrigin(found);
        }
      }
      return null;
    }

    private Strand upToNextOrigin(ByteRange found) {
      Long origin = origins.floor(at);
      Long following = origins.higher(at);
      long end = following == null ? found.end() : Math.min(following, found.end());
      long position = origin == null ? at : at - origin;
      Strand strand = strand(List.of(ByteRange.between(at, end)), position, position == 0);
      at = end;
      return strand;
    }
  }
}
