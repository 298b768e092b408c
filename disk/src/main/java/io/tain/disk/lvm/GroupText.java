package io.tain.disk.lvm;

import io.tain.disk.LogicalVolume;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VolumeGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The description of a volume group.
///
/// Source: lib/format_text/export.c of lvm2.
///
/// @param sequence raised with each change of the group
/// @param extentBytes the unit that volumes are made of
/// @param members the ids of its physical volumes, without dashes
record GroupText(
    String name, String id, long sequence, long extentBytes, Set<String> members, Section group) {
  private static final int SECTOR_BYTES = 512;
  private static final long MAX_EXTENT_BYTES = 1L << 42;
  private static final long MAX_BYTES = 1L << 62;

  /// The one group of a text.
  static GroupText of(Section text) {
    for (Map.Entry<String, Section> part : text.sections().entrySet()) {
      Section group = part.getValue();
      if (!group.list("extent_size").isEmpty()) {
        long sectors = group.number("extent_size");
        group.expect(
            sectors > 0 && sectors <= MAX_EXTENT_BYTES / SECTOR_BYTES, "an extent_size", sectors);
        return new GroupText(
            part.getKey(),
            group.text("id"),
            group.number("seqno"),
            sectors * SECTOR_BYTES,
            members(group),
            group);
      }
    }
    throw Label.malformed(text.at(), "a volume group", "none");
  }

  /// True when a physical volume belongs to the group.
  ///
  /// @param volume its id without dashes
  boolean knows(String volume) {
    return members.contains(volume);
  }

  private static Set<String> members(Section group) {
    return group.section("physical_volumes").sections().values().stream()
        .map(GroupText::idOf)
        .collect(Collectors.toSet());
  }

  /// The group with the volumes that a system would see.
  ///
  /// @param here the physical volumes that can be read, by their ids without dashes
  VolumeGroup assemble(Map<String, PhysicalVolume> here) {
    Map<String, StripeArea.Source> sources = new HashMap<>();
    Map<String, Section> physical = group.section("physical_volumes").sections();
    physical.forEach((key, section) -> source(section, here).ifPresent(s -> sources.put(key, s)));
    Set<String> copies = copiesOfSnapshots();
    var volumes = new ArrayList<LogicalVolume>();
    group
        .section("logical_volumes")
        .sections()
        .forEach(
            (key, section) -> {
              boolean isVisible =
                  section.list("status").contains("VISIBLE") && !isSnapshotLink(section);
              if (isVisible || copies.contains(key)) {
                volumes.add(volume(key, section, sources, physical.keySet(), copies));
              }
            });
    volumes.sort(Comparator.comparing(LogicalVolume::name));
    List<Integer> partitions =
        here.values().stream()
            .filter(volume -> knows(volume.id()))
            .map(PhysicalVolume::partition)
            .toList();
    group.expect(!partitions.isEmpty(), "a group that knows its physical volume", name);
    return new VolumeGroup(
        name, id, partitions, physical.size(), physical.size() - sources.size(), volumes);
  }

  private static Optional<StripeArea.Source> source(
      Section section, Map<String, PhysicalVolume> here) {
    PhysicalVolume volume = here.get(idOf(section));
    if (volume == null || section.list("flags").contains("MISSING")) {
      return Optional.empty();
    }
    long start = bytes(section, section.number("pe_start"), SECTOR_BYTES);
    return Optional.of(new StripeArea.Source(volume.disk(), start, section.number("pe_count")));
  }

  private static String idOf(Section physicalVolume) {
    return physicalVolume.text("id").replace("-", "");
  }

  /// Volumes that hold what a snapshot changed, which is not what the snapshot shows.
  private Set<String> copiesOfSnapshots() {
    var copies = new HashSet<String>();
    for (Section volume : group.section("logical_volumes").sections().values()) {
      if (isSnapshotLink(volume)) {
        Section segment = volume.section("segment1");
        segment.optionalText("cow_store").ifPresent(copies::add);
        segment.optionalText("merging_store").ifPresent(copies::add);
      }
    }
    return copies;
  }

  private static boolean isSnapshotLink(Section volume) {
    return volume.section("segment1").optionalText("type").filter("snapshot"::equals).isPresent();
  }

  private LogicalVolume volume(
      String key,
      Section section,
      Map<String, StripeArea.Source> sources,
      Set<String> physical,
      Set<String> copies) {
    var segments = new Segments(section, extentBytes);
    String type = copies.contains(key) ? "snapshot" : segments.type();
    Optional<VirtualDisk> content =
        type.equals("linear") || type.equals("striped")
            ? segments.disk(sources, physical)
            : Optional.empty();
    return new LogicalVolume(name, key, section.text("id"), type, segments.sizeBytes(), content);
  }

  /// So many units in bytes.
  ///
  /// @param part of the description that names them
  static long bytes(Section part, long count, long unitBytes) {
    part.expect(count >= 0 && count <= MAX_BYTES / unitBytes, "a size below 2^62 bytes", count);
    return count * unitBytes;
  }
}
