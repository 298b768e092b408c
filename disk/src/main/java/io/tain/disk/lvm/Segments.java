package io.tain.disk.lvm;

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

  private final Section volume;
  private final List<Section> sections = new ArrayList<>();
  private final long extentBytes;
  private final long extents;

  Segments(Section volume, long extentBytes) {
    this.volume = volume;
    this.extentBytes = extentBytes;
    long count = volume.number("segment_count");
    volume.expect(
        count >= 1 && count <= MAX_SEGMENTS, "1 to %d segments".formatted(MAX_SEGMENTS), count);
    long next = 0;
    for (int i = 1; i <= count; i++) {
      Section segment = volume.section("segment" + i);
      long first = segment.number("start_extent");
      segment.expect(first == next, "segments without a gap: extent " + next, first);
      long length = segment.number("extent_count");
      segment.expect(
          length >= 1 && length <= Long.MAX_VALUE - next, "a length of segment" + i, length);
      next += length;
      sections.add(segment);
    }
    extents = next;
  }

  long sizeBytes() {
    return GroupText.bytes(volume, extents, extentBytes);
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
    segment.expect(
        isSize && length * extentBytes % (sectors * SECTOR_BYTES) == 0, "a stripe_size", sectors);
    return sectors * SECTOR_BYTES;
  }

  /// The areas of a segment; none when one of them is on a physical volume that is not here.
  private List<StripeArea> areas(
      Section segment, long length, Map<String, StripeArea.Source> sources, Set<String> physical) {
    List<Object> stripes = segment.list("stripes");
    int count = stripes.size() / 2;
    segment.expect(
        count >= 1 && count <= MAX_STRIPES && stripes.size() % 2 == 0 && length % count == 0,
        "1 to %d stripes of one length".formatted(MAX_STRIPES),
        stripes.size() / 2);
    var areas = new ArrayList<StripeArea>();
    boolean isWhole = true;
    for (int i = 0; i < count; i++) {
      boolean isArea =
          stripes.get(2 * i) instanceof String && stripes.get(2 * i + 1) instanceof Long;
      segment.expect(isArea, "stripes of a physical volume and an extent", segment.told("stripes"));
      String name = (String) stripes.get(2 * i);
      long first = (Long) stripes.get(2 * i + 1);
      segment.expect(
          physical.contains(name), "stripes on physical volumes", segment.told("stripes"));
      StripeArea.Source source = sources.get(name);
      if (source == null) {
        isWhole = false;
      } else {
        areas.add(area(segment, source, first, length / count));
      }
    }
    return isWhole ? areas : List.of();
  }

  private StripeArea area(Section segment, StripeArea.Source source, long first, long length) {
    segment.expect(
        first >= 0 && first <= source.extents() - length,
        "extents of the physical volume",
        first + " + " + length);
    long start = GroupText.bytes(segment, first, extentBytes);
    long bytes = GroupText.bytes(segment, length, extentBytes);
    long room = source.disk().sizeBytes() - source.startBytes();
    segment.expect(
        start <= room && bytes <= room - start, "extents on the disk", first + " + " + length);
    return new StripeArea(source.disk(), source.startBytes() + start);
  }
}
