package io.tain.store.read;

import io.tain.blob.MissingBlobException;
import io.tain.store.ChunkId;
import io.tain.store.DamagedException;
import io.tain.store.ManifestPlace;
import io.tain.store.PackName;
import io.tain.store.manifest.LocationPlan;
import io.tain.store.manifest.LocationPlan.SegmentPlace;
import io.tain.store.manifest.Manifest;
import io.tain.store.manifest.Segment;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackFooters;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;

/// The manifest of one disk with its plan; gives its segments, one at a time.
///
/// Safe for concurrent use.
public final class ManifestReader {
  private final ManifestPlace place;
  private final PackFooters footers;
  private final PackSearch search;
  private final ObjectFrames objects;
  private final LongConsumer fetched;
  private final Manifest manifest;
  private final LocationPlan plan;

  ManifestReader(ManifestPlace place, PackSearch search, ObjectFrames objects, LongConsumer fetched)
      throws IOException {
    this.place = place;
    this.footers = search.footers();
    this.search = search;
    this.objects = objects;
    this.fetched = fetched;
    PackFooter footer = footers.get(place.pack(), fetched);
    byte[] bytes = object(footer, place.manifestFrame(), FrameKind.MANIFEST);
    this.manifest = Manifest.decode(nameOf("manifest"), bytes);
    byte[] planBytes = object(footer, place.planFrame(), FrameKind.PLAN);
    this.plan = LocationPlan.decode(nameOf("location plan"), planBytes, manifest.segments().size());
  }

  public Manifest manifest() {
    return manifest;
  }

  /// Where the frame of a segment is; empty for a hole.
  public Optional<FramePlace> segmentFrame(int index) throws IOException {
    Optional<SegmentPlace> segmentPlace = plan.segments().get(index);
    if (segmentPlace.isEmpty()) {
      return Optional.empty();
    }
    PackFooter footer = footerOf(index, manifest.segments().get(index), segmentPlace.get());
    return Optional.of(new FramePlace(footer, footer.frameOf(segmentPlace.get().entry())));
  }

  /// A segment with its runs' packs; empty for a hole.
  Optional<PlacedSegment> segment(int index) throws IOException {
    ChunkId id = manifest.segments().get(index);
    if (id.equals(Manifest.HOLE)) {
      return Optional.empty();
    }
    SegmentPlace segmentPlace =
        plan.segments()
            .get(index)
            .orElseThrow(
                () -> new DamagedException(nameOf("location plan"), 0, "a segment's place", 0));
    return Optional.of(placed(index, id, segmentPlace));
  }

  /// Visits every chunk of the disk, in disk order, a chunk of several runs more than once.
  public void forEachChunk(ChunkVisitor visitor) throws IOException {
    for (int index = 0; index < manifest.segments().size(); index++) {
      Optional<PlacedSegment> segment = segment(index);
      if (segment.isPresent()) {
        visit(segment.get(), visitor);
      }
    }
  }

  private void visit(PlacedSegment placed, ChunkVisitor visitor) throws IOException {
    Segment segment = placed.segment();
    for (int run = 0; run < segment.runs(); run++) {
      PackFooter footer = footerOf(placed, run);
      int entry = footer.find(segment.prefixHigh(run), segment.prefixLow(run));
      visitor.visit(footer, entry);
    }
  }

  /// The footer of a pack that really holds a run's chunk.
  PackFooter footerOf(PlacedSegment placed, int run) throws IOException {
    long high = placed.segment().prefixHigh(run);
    long low = placed.segment().prefixLow(run);
    Optional<PackName> expected = placed.packOf(run);
    if (expected.isPresent()) {
      Optional<PackFooter> footer = held(expected.get(), high, low);
      if (footer.isPresent()) {
        return footer.get();
      }
    }
    return elsewhere(placed, run, high, low, expected);
  }

  private Optional<PackFooter> held(PackName pack, long high, long low) throws IOException {
    try {
      return Optional.of(footers.get(pack, fetched))
          .filter(footer -> footer.find(high, low) != PackFooter.ABSENT);
    } catch (MissingBlobException _) {
      // The pack may have been rewritten: the chunk is then in another one.
      return Optional.empty();
    }
  }

  private PackFooter elsewhere(
      PlacedSegment placed, int run, long high, long low, Optional<PackName> expected)
      throws IOException {
    Optional<PackFooter> found = search.find(high, low, fetched);
    if (found.isPresent()) {
      placed.moved(run, found.get().pack());
      return found.get();
    }
    if (expected.isPresent()) {
      // Asked once more for its error: the pack is missing, or it is there without the chunk.
      footers.get(expected.get(), fetched);
    }
    throw new DamagedException(
        expected.map(pack -> "pack " + pack).orElse(nameOf("location plan")),
        0,
        "chunk %016x%016x".formatted(high, low),
        "no pack that holds it");
  }

  private PlacedSegment placed(int index, ChunkId id, SegmentPlace segmentPlace)
      throws IOException {
    PackFooter footer = footerOf(index, id, segmentPlace);
    byte[] bytes = object(footer, footer.frameOf(segmentPlace.entry()), FrameKind.SEGMENT);
    Segment segment = Segment.decode(nameOf("segment " + index), bytes);
    return new PlacedSegment(segment, plan.packs(), segmentPlace);
  }

  private PackFooter footerOf(int index, ChunkId id, SegmentPlace segmentPlace) throws IOException {
    PackFooter footer = footers.get(plan.packs().get(segmentPlace.pack()), fetched);
    int entry = segmentPlace.entry();
    if (entry >= footer.entries() || !footer.id(entry).equals(id)) {
      throw new DamagedException(
          "pack " + footer.pack(), 0, "segment %d, %s".formatted(index, id), "another entry");
    }
    return footer;
  }

  private byte[] object(PackFooter footer, int frame, FrameKind kind) throws IOException {
    return objects.read(footer, frame, kind, fetched);
  }

  private String nameOf(String part) {
    return part + " of " + place;
  }

  /// Takes one chunk.
  @FunctionalInterface
  public interface ChunkVisitor {
    /// Takes the chunk that is `entry` of `footer`.
    void visit(PackFooter footer, int entry) throws IOException;
  }
}
