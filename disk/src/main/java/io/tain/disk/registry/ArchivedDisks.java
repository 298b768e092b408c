package io.tain.disk.registry;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.DiskArchive;
import io.tain.disk.DiskArchive.Item;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.Violation;
import io.tain.disk.VirtualDisk;
import io.tain.disk.ova.OvaArchive;
import io.tain.disk.ova.OvaDisk;
import io.tain.disk.wrap.Wrapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// The disks of an archive, each inspected where it lies; the archive's file stays the caller's.
final class ArchivedDisks implements AutoCloseable {
  private static final String FORMAT = "ova";

  /// Words in the addresses of specifications; the first one that fits counts.
  private static final List<Map.Entry<String, String>> FORMATS_BY_WORD =
      List.of(
          Map.entry("vmdk", "vmdk"),
          Map.entry("qcow", "qcow2"),
          Map.entry("vhdx", "vhdx"),
          Map.entry("vhd", "vhd"),
          Map.entry("ecma-119", "iso"),
          Map.entry("wiki/byte", "raw"));

  private final OvaArchive archive;
  private final List<Inspection> inspections = new ArrayList<>();

  private ArchivedDisks(OvaArchive archive) {
    this.archive = archive;
  }

  /// Reads an archive and inspects its disks.
  ///
  /// @param isUnpacked true for an archive that was compressed itself: then its disks are not
  /// @throws TainException if the archive is refused as a whole
  static ArchivedDisks of(VirtualDisk file, Bounds bounds, boolean isUnpacked) throws IOException {
    var disks = new ArchivedDisks(OvaArchive.read(file, bounds.maxBytes()));
    // What each may give against the size of the file is for all of them together.
    Bounds shared = bounds.sharedBy(disks.archive.disks().size());
    try {
      for (OvaDisk disk : disks.archive.disks()) {
        Inspection inspection = Inspection.inside(file.slice(disk.range()), shared, isUnpacked);
        disks.inspections.add(inspection);
        if (inspection.refusals().isEmpty()) {
          check(disk, inspection);
        }
      }
      return disks;
    } catch (IOException | RuntimeException failure) {
      disks.close();
      throw failure;
    }
  }

  /// What is told about the archive.
  DiskArchive described() throws IOException {
    var items = new ArrayList<Item>();
    for (int i = 0; i < inspections.size(); i++) {
      Inspection disk = inspections.get(i);
      OvaDisk place = archive.disks().get(i);
      items.add(
          new Item(
              i + 1,
              place.name(),
              disk.detection().name(),
              disk.wrapper().map(Wrapper::toString).orElse(""),
              place.range().length(),
              Describer.virtualSizeBytes(disk),
              Describer.dataBytes(disk)));
    }
    return new DiskArchive(archive.products(), items);
  }

  /// Everything for which one of the disks is refused.
  List<TainException> refusals() {
    return inspections.stream().flatMap(disk -> disk.refusals().stream()).toList();
  }

  /// True when nothing was left out that a rule speaks of.
  boolean isVerified() {
    return archive.isVerified() && inspections.stream().allMatch(Inspection::isVerified);
  }

  List<Violation> notices() {
    return archive.notices();
  }

  /// The disk of this number; without one, the only disk.
  ///
  /// @return empty when it is not said which
  Optional<Inspection> find(OptionalInt number) {
    int wanted = number.orElse(inspections.size() == 1 ? 1 : 0);
    return wanted < 1 || wanted > inspections.size()
        ? Optional.empty()
        : Optional.of(inspections.get(wanted - 1));
  }

  /// Takes a disk out, which its taker closes.
  ///
  /// @throws TainException `disk.choice` when it is not said which
  Inspection take(OptionalInt number) {
    Inspection taken = find(number).orElseThrow(this::undecided);
    inspections.remove(taken);
    return taken;
  }

  @Override
  public void close() throws IOException {
    for (Inspection inspection : inspections) {
      inspection.close();
    }
  }

  private TainException undecided() {
    String all = archive.disks().stream().map(OvaDisk::name).collect(Collectors.joining(", "));
    return choice(all, archive.disks().size());
  }

  /// The error about a number that no disk has, or that nobody told.
  static TainException choice(String disks, int count) {
    return TainException.of(ErrorCode.DISK_CHOICE, "disks", disks, "count", count);
  }

  private static void check(OvaDisk disk, Inspection inspection) {
    boolean isGzipped = inspection.wrapper().equals(Optional.of(Wrapper.GZIP));
    if (disk.isGzipped() != isGzipped || inspection.wrapper().isPresent() != isGzipped) {
      throw new MalformedDiskException(
          FORMAT,
          "O1",
          disk.range().offset(),
          disk.isGzipped() ? "a disk in gzip" : "a disk that is not compressed",
          inspection.wrapper().map(Wrapper::toString).orElse("none"));
    }
    String found = inspection.detection().name();
    Optional<String> said = described(disk.format().toLowerCase(Locale.ROOT));
    if (said.isPresent() && !said.get().equals(found)) {
      throw new MalformedDiskException(
          FORMAT,
          "D1",
          disk.range().offset(),
          "a disk in %s, as the descriptor says".formatted(said.get()),
          found);
    }
  }

  /// The format whose specification has this address; empty for one that nobody is known to use.
  private static Optional<String> described(String address) {
    return FORMATS_BY_WORD.stream()
        .filter(word -> address.contains(word.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
