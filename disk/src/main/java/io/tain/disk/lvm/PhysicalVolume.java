package io.tain.disk.lvm;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VolumeGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A disk or partition that belongs to a volume group of LVM2.
public final class PhysicalVolume {
  private final int partition;
  private final VirtualDisk disk;
  private final String id;
  private final @Nullable GroupText text;
  private final @Nullable MalformedDiskException damage;

  private PhysicalVolume(
      int partition,
      VirtualDisk disk,
      String id,
      @Nullable GroupText text,
      @Nullable MalformedDiskException damage) {
    this.partition = partition;
    this.disk = disk;
    this.id = id;
    this.text = text;
    this.damage = damage;
  }

  /// The physical volume on a disk or partition; empty when there is none.
  ///
  /// Of several copies of the group's description the newest that is sound counts.
  ///
  /// @param partition its number, 0 for a whole disk
  /// @param disk stays the caller's; must stay open as long as volumes are used
  /// @throws MalformedDiskException if the label is damaged
  /// @throws IOException if the disk cannot be read; the call may be repeated
  public static Optional<PhysicalVolume> read(int partition, VirtualDisk disk) throws IOException {
    return read(partition, disk, new NameBudget());
  }

  /// The physical volumes among partitions of one disk.
  ///
  /// @param partitions by their numbers; as for [#read]
  /// @throws MalformedDiskException if a label is damaged
  /// @throws IOException if the disk cannot be read; the call may be repeated
  public static List<PhysicalVolume> readAll(SequencedMap<Integer, VirtualDisk> partitions)
      throws IOException {
    var names = new NameBudget();
    var found = new ArrayList<PhysicalVolume>();
    for (Map.Entry<Integer, VirtualDisk> partition : partitions.entrySet()) {
      read(partition.getKey(), partition.getValue(), names).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<PhysicalVolume> read(int partition, VirtualDisk disk, NameBudget names)
      throws IOException {
    Optional<Label> label = Label.read(disk);
    if (label.isEmpty()) {
      return Optional.empty();
    }
    GroupText newest = null;
    MalformedDiskException damage = null;
    for (ByteRange area : label.get().metadata()) {
      try {
        Optional<MetadataArea.Text> text = MetadataArea.read(disk, area);
        if (text.isPresent()) {
          GroupText found = GroupText.of(MetadataText.parse(text.get(), names));
          newest = newest == null || found.sequence() > newest.sequence() ? found : newest;
        }
      } catch (MalformedDiskException damaged) {
        damage = damage == null ? damaged : damage;
      }
    }
    return Optional.of(new PhysicalVolume(partition, disk, label.get().id(), newest, damage));
  }

  /// The groups that physical volumes belong to, in their order; volumes without a group are left
  /// out.
  ///
  /// @param here the physical volumes that can be read; each once
  /// @throws MalformedDiskException if a description contradicts itself, or every copy of one is
  ///     damaged
  public static List<VolumeGroup> groups(List<PhysicalVolume> here) {
    Map<String, PhysicalVolume> byId = new LinkedHashMap<>();
    Map<String, GroupText> groups = new LinkedHashMap<>();
    for (PhysicalVolume volume : here) {
      byId.putIfAbsent(volume.id, volume);
      GroupText text = volume.text;
      if (text != null) {
        groups.merge(text.id(), text, (a, b) -> b.sequence() > a.sequence() ? b : a);
      }
    }
    var assembled = new ArrayList<VolumeGroup>();
    for (GroupText text : groups.values()) {
      assembled.add(text.assemble(byId));
    }
    requireKnown(here, groups.values());
    return assembled;
  }

  int partition() {
    return partition;
  }

  VirtualDisk disk() {
    return disk;
  }

  /// Without dashes.
  String id() {
    return id;
  }

  /// A volume whose own copies are damaged is none without a group that knows it.
  private static void requireKnown(List<PhysicalVolume> volumes, Collection<GroupText> groups) {
    for (PhysicalVolume volume : volumes) {
      MalformedDiskException problem = volume.damage;
      if (problem != null
          && volume.text == null
          && groups.stream().noneMatch(group -> group.knows(volume.id))) {
        throw problem;
      }
    }
  }
}
