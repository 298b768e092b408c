package io.tain.disk.lvm;

import static io.tain.disk.lvm.Label.expect;

import io.tain.disk.VirtualDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The segments that a logical volume is made of, one after the other.
final class Segments {
  private static final int SECTOR_BYTES = 512;
  private static final int MAX_SEGMENTS = 1 << 16;
  private static final int MAX_STRIPES = 128;

  private final List<Section> sections = new ArrayList<>();
  private final long extentBytes;
  private final long extents;

  Segments(Section volume, long extentBytes) {
    this.extentBytes = extentBytes;
    long count = volume.number("segment_count");
    expect(
        count >= 1 && count <= MAX_SEGMENTS, 0, "1 to %d segments".formatted(MAX_SEGMENTS), count);
    long next = 0;
    for (int i = 1; i <= count; i++) {
      Section segment = volume.section("segment" + i);
      expect(segment.number("start_extent") == next, 0, "segments without a gap", "segment" + i);
      long length = segment.number("extent_count");
      expect(length >= 1 && length <= Long.MAX_VALUE - next, 0, "a length of segment" + i, length);
      next += length;
      sections.add(segment);
    }
    extents = next;
  }

  long sizeBytes() {
    return GroupText.bytes(extents, extentBytes);
  }

  /// `linear`, `striped`, or the first type that is neither.
  String type() {
    String type = "linear";
    for (Section segment : sections) {
      String found = segment.text("type");
      if (!found.equals("striped") && !found.equals("linear")) {
        return found;
      }
      type = segment.list("stripes").size() > 2 ? "striped" : type;
    }
    return type;
  }

  /// The bytes of a linear or striped volume; empty when a physical volume is not here.
  Optional<VirtualDisk> disk(Map<String, StripeArea.Source> sources, Set<String> physical) {
    var parts = new ArrayList<SegmentedDisk.Segment>();
    long at = 0;
    for (Section segment : sections) {
      long length = segment.number("extent_count");
      List<StripeArea> areas = areas(segment, length, sources, physical);
      if (areas.isEmpty()) {
        return Optional.empty();
      }
      long stripe = areas.size() == 1 ? 0 : stripeBytes(segment, length / areas.size());
      parts.add(
          new SegmentedDisk.Segment(at * extentBytes, (at + length) * extentBytes, stripe, areas));
      at += length;
    }
    return Optional.of(new SegmentedDisk(sizeBytes(), parts));
  }

  /// @param length of each area, in extents
  private long stripeBytes(Section segment, long length) {
    long sectors = segment.number("stripe_size");
    boolean isSize = sectors >= 1 && sectors <= 1 << 22;
    expect(
        isSize && length * extentBytes % (sectors * SECTOR_BYTES) == 0,
        0,
        "a stripe_size",
        sectors);
    return sectors * SECTOR_BYTES;
  }

  /// The areas of a segment; none when one of them is on a physical volume that is not here.
  private List<StripeArea> areas(
      Section segment, long length, Map<String, StripeArea.Source> sources, Set<String> physical) {
    List<Object> stripes = segment.list("stripes");
    int count = stripes.size() / 2;
    expect(
        count >= 1 && count <= MAX_STRIPES && stripes.size() % 2 == 0 && length % count == 0,
        0,
        "1 to %d stripes of one length".formatted(MAX_STRIPES),
        stripes.size() / 2);
    var areas = new ArrayList<StripeArea>();
    boolean isWhole = true;
    for (int i = 0; i < count; i++) {
      boolean isArea =
          stripes.get(2 * i) instanceof String && stripes.get(2 * i + 1) instanceof Long;
      expect(isArea, 0, "stripes of a physical volume and an extent", "others");
      String name = (String) stripes.get(2 * i);
      long first = (Long) stripes.get(2 * i + 1);
      expect(physical.contains(name), 0, "stripes on physical volumes", "another");
      StripeArea.Source source = sources.get(name);
      if (source == null) {
        isWhole = false;
      } else {
        areas.add(area(source, first, length / count));
      }
    }
    return isWhole ? areas : List.of();
  }

  private StripeArea area(StripeArea.Source source, long first, long length) {
    expect(
        first >= 0 && first <= source.extents() - length,
        0,
        "extents of the physical volume",
        first + " + " + length);
    long start = source.startBytes() + GroupText.bytes(first, extentBytes);
    expect(
        start + GroupText.bytes(length, extentBytes) <= source.disk().sizeBytes(),
        start,
        "extents on the disk",
        first + " + " + length);
    return new StripeArea(source.disk(), start);
  }
}
