package io.tain.store.manifest;

import io.tain.store.PackName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// In which packs the segments and chunks of a manifest were when it was written.
///
/// Derived and disposable: a reader that does not find a chunk there looks elsewhere.
///
/// @param segments one for each GiB, empty for a hole
public record LocationPlan(List<PackName> packs, List<Optional<SegmentPlace>> segments) {
  private static final int MAGIC = 0x54504c4e; // TPLN
  private static final int MAX_PACKS = 1 << 20;
  private static final int MAX_RUNS = 1 << 21;
  private static final int MAX_ENTRIES = 1 << 20;

  public LocationPlan {
    packs = List.copyOf(packs);
    segments = List.copyOf(segments);
  }

  /// The plain bytes of the plan.
  public byte[] encode() {
    var out = new ObjectWriter().number32(MAGIC).number16(1).number16(0);
    out.number32(packs.size()).number32(segments.size());
    packs.forEach(pack -> out.number64(pack.high()).number64(pack.low()));
    for (Optional<SegmentPlace> place : segments) {
      place.ifPresentOrElse(segment -> encode(out, segment), () -> out.varint(0));
    }
    return out.toBytes();
  }

  /// The plan that these plain bytes are.
  ///
  /// @param object what to call it when it is damaged
  /// @param segmentCount of the manifest that it belongs to
  /// @throws io.tain.store.DamagedException if they are none
  public static LocationPlan decode(String object, byte[] bytes, int segmentCount) {
    var in = new ObjectReader(object, bytes);
    in.magic(MAGIC);
    in.versionAndFlags();
    int packCount = in.number32("packs", MAX_PACKS);
    int count = in.number32("segments", segmentCount);
    in.require(segmentCount + " segments", count, count == segmentCount);
    in.need(16L * packCount + count);
    var packs = new ArrayList<PackName>(packCount);
    for (int i = 0; i < packCount; i++) {
      packs.add(new PackName(in.word(), in.word()));
    }
    var segments = new ArrayList<Optional<SegmentPlace>>(count);
    for (int i = 0; i < count; i++) {
      segments.add(decodeSegment(in, packCount));
    }
    in.end();
    return new LocationPlan(packs, segments);
  }

  private static void encode(ObjectWriter out, SegmentPlace place) {
    out.varint(place.pack() + 1L).varint(place.entry()).varint(place.stretches().size());
    for (Stretch stretch : place.stretches()) {
      out.varint(stretch.runs()).varint(stretch.pack());
    }
  }

  private static Optional<SegmentPlace> decodeSegment(ObjectReader in, int packCount) {
    int pack = (int) in.varint("a pack", packCount);
    if (pack == 0) {
      return Optional.empty();
    }
    int entry = (int) in.varint("an entry", MAX_ENTRIES);
    int count = (int) in.varint("stretches", MAX_RUNS);
    in.need(2L * count);
    var stretches = new ArrayList<Stretch>(count);
    for (int i = 0; i < count; i++) {
      stretches.add(
          new Stretch(
              (int) in.varint("runs", MAX_RUNS),
              (int) in.varint("a pack", Math.max(0, packCount - 1))));
    }
    return Optional.of(new SegmentPlace(pack - 1, entry, stretches));
  }

  /// Where one segment lies, and its chunks.
  ///
  /// @param pack index of the segment's pack
  /// @param entry ordinal of the segment's entry in that pack's footer
  public record SegmentPlace(int pack, int entry, List<Stretch> stretches) {
    public SegmentPlace {
      stretches = List.copyOf(stretches);
    }
  }

  /// Consecutive runs whose chunks lie in one pack.
  public record Stretch(int runs, int pack) {}
}
