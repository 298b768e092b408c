package io.tain.disk.registry;

import io.tain.base.TainException;
import io.tain.disk.ContainedDisk;
import io.tain.disk.ContainerFormat;
import io.tain.disk.OpenedDisk;
import io.tain.disk.PartitionTable;
import io.tain.disk.UnreadBytesException;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.Violation;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.OwningDisk;
import io.tain.disk.registry.PartitionTables.CheckedTable;
import io.tain.disk.wrap.Unpacked;
import io.tain.disk.wrap.Unpacking;
import io.tain.disk.wrap.Wrapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything found out about a file before its content is used; holds the file open.
///
/// For one thread.
final class Inspection implements AutoCloseable {
  /// Where compressed files are unpacked; the launcher names a place with room for disks.
  private static final Path SCRATCH =
      Path.of(System.getProperty("tain.scratch", System.getProperty("java.io.tmpdir")));

  private final VirtualDisk file;
  private final Bounds bounds;
  private final Surroundings surroundings;
  private VirtualDisk bytes;
  private Detection detection;
  private Optional<Wrapper> wrapper = Optional.empty();
  private boolean isRead = true;
  private final List<TainException> refusals = new ArrayList<>();
  private final List<Violation> notices = new ArrayList<>();
  private long claimedSizeBytes;
  private @Nullable VirtualDisk disk;
  private @Nullable ContainedDisk contained;
  private @Nullable ArchivedDisks archive;
  private PartitionTable partitions = PartitionTable.NONE;

  private Inspection(
      VirtualDisk bytes, Bounds bounds, Surroundings surroundings, Detection detection) {
    this.file = bytes;
    this.bytes = bytes;
    this.bounds = bounds;
    this.surroundings = surroundings;
    this.detection = detection;
  }

  /// Applies all rules to the bytes of a file; what is broken is collected, not thrown.
  ///
  /// @param bytes closed with the inspection, and when there is none
  /// @throws TainException what stands in the way on this host, such as `file.no-space`
  static Inspection of(VirtualDisk bytes, Bounds bounds) throws IOException {
    return of(bytes, bounds, Surroundings.NONE);
  }

  /// Applies all rules to a disk in an archive.
  ///
  /// @param isUnpacked true for an archive that was compressed as a whole
  static Inspection inside(VirtualDisk bytes, Bounds bounds, boolean isUnpacked)
      throws IOException {
    return of(bytes, bounds, isUnpacked ? Surroundings.UNPACKED_ARCHIVE : Surroundings.ARCHIVE);
  }

  private static Inspection of(VirtualDisk bytes, Bounds bounds, Surroundings surroundings)
      throws IOException {
    var inspection = new Inspection(bytes, bounds, surroundings, Detection.of(bytes));
    try {
      inspection.run();
      return inspection;
    } catch (Throwable failure) {
      try (var _ = inspection) {
        throw failure;
      }
    }
  }

  Detection detection() {
    return detection;
  }

  List<TainException> refusals() {
    return refusals;
  }

  List<Violation> violations() {
    return refusals.stream().map(Violation::of).toList();
  }

  List<Violation> notices() {
    return notices;
  }

  /// What the file holds, when it is a sound archive.
  Optional<ArchivedDisks> archive() {
    return Optional.ofNullable(archive);
  }

  PartitionTable partitions() {
    return partitions;
  }

  /// The file as it lies there, closed once a compressed one was unpacked and is to be used.
  VirtualDisk file() {
    return file;
  }

  /// What is in the file, once it was unpacked.
  VirtualDisk bytes() {
    return bytes;
  }

  /// The compression of the whole file.
  Optional<Wrapper> wrapper() {
    return wrapper;
  }

  /// True when all bytes of the file can be read; false for the beginning of a compressed one.
  boolean isRead() {
    return isRead;
  }

  /// True when nothing was left out that a rule speaks of.
  boolean isVerified() {
    return isRead && (archive == null || archive.isVerified());
  }

  /// True when the disk of this number can be used, or there is no such disk, which is an error.
  boolean hasDisk(OptionalInt number) {
    return isRead && (archive == null || archive.find(number).map(Inspection::isRead).orElse(true));
  }

  /// The virtual size in the headers of a container, be it true or not; 0 when there is none.
  long claimedSizeBytes() {
    return claimedSizeBytes;
  }

  /// What is in a container whose headers and tables are sound.
  Optional<ContainedDisk> contained() {
    return Optional.ofNullable(contained);
  }

  /// The disk, or the first refusal; a file that is refused is closed.
  ///
  /// @param number of the disk in an archive
  OpenedDisk orThrow(OptionalInt number) throws IOException {
    if (!refusals.isEmpty()) {
      try (var _ = this) {
        throw refusals.getFirst();
      }
    }
    try {
      OpenedDisk opened = archive == null ? whole(number) : fromArchive(archive, number);
      if (wrapper.isPresent()) {
        file.close();
      }
      return opened;
    } catch (TainException undecided) {
      try (var _ = this) {
        throw undecided;
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (var _ = file;
        var _ = bytes) {
      if (archive != null) {
        archive.close();
      }
    }
  }

  private OpenedDisk whole(OptionalInt number) {
    if (disk == null || number.orElse(1) != 1) {
      throw ArchivedDisks.choice(detection.name(), 1);
    }
    return new OpenedDisk(detection.format(), disk, partitions, notices);
  }

  private OpenedDisk fromArchive(ArchivedDisks disks, OptionalInt number) throws IOException {
    Inspection taken = disks.take(number);
    disks.close();
    OpenedDisk opened = taken.orThrow(OptionalInt.empty());
    return new OpenedDisk(
        opened.format(),
        new OwningDisk(opened.disk(), bytes),
        opened.partitions(),
        Stream.concat(notices.stream(), opened.notices().stream()).toList());
  }

  private void run() throws IOException {
    wrapper = detection.wrapper();
    if (wrapper.isPresent()) {
      try {
        requireOneLayer(wrapper.get(), surroundings == Surroundings.UNPACKED_ARCHIVE);
        unpack(wrapper.get());
      } catch (TainException refusal) {
        collect(refusal);
        return;
      }
    }
    inspect();
  }

  private void unpack(Wrapper packed) throws IOException {
    Unpacked unpacked =
        new Unpacking(file, packed, bounds.limits()).into(SCRATCH, bounds.maxBytes());
    bytes = unpacked.bytes();
    isRead = unpacked.isWhole();
    if (!isRead) {
      notices.add(
          new Violation("", "C1", 0, "not unpacked from byte %d on".formatted(unpacked.length())));
    }
    detection = Detection.of(bytes);
    requireOneLayer(packed, detection.wrapper().isPresent());
  }

  private void requireOneLayer(Wrapper packed, boolean hasAnother) {
    if (hasAnother) {
      throw new UnsafeDiskException(
          packed.toString(), "C1", 0, "compressed twice: %s inside".formatted(detection.name()));
    }
  }

  private void inspect() throws IOException {
    notices.addAll(detection.notices());
    detection.refusal(bytes).ifPresent(refusals::add);
    try {
      for (String name : detection.names()) {
        judge(Containers.named(name));
      }
      // The tables of a container may lie anywhere in it.
      if (refusals.isEmpty() && (isRead || detection.isPlain())) {
        if (detection.isArchive()) {
          openArchive();
        } else {
          openDisk();
        }
      }
    } catch (TainException refusal) {
      collect(refusal);
    } catch (UnreadBytesException beyond) {
      // Told once, when it was unpacked; what was found before stays.
      isRead = false;
    }
  }

  /// Only what is wrong with the file is a verdict on it.
  private void collect(TainException failure) {
    switch (failure.code().kind()) {
      case REFUSED, TOO_LARGE -> refusals.add(failure);
      default -> throw failure;
    }
  }

  private void judge(Optional<ContainerFormat> container) throws IOException {
    if (container.isPresent()) {
      claimedSizeBytes = container.get().claimedSizeBytes(bytes);
      refusals.addAll(container.get().refusals(bytes));
    }
  }

  private void openDisk() throws IOException {
    Optional<ContainerFormat> container = Containers.of(detection.format());
    VirtualDisk opened = container.isPresent() ? openContained(container.get()) : bytes;
    refusals.addAll(sizes(opened.sizeBytes()).refusals(bounds.limits()));
    if (refusals.isEmpty()) {
      if (!detection.isOptical()) {
        CheckedTable checked = PartitionTables.check(opened);
        partitions = checked.table();
        notices.addAll(checked.notices());
        notices.addAll(Detection.uninspected(opened, partitions));
      }
      disk = opened;
    }
  }

  private ClaimedSizes sizes(long diskBytes) {
    long dataBytes = contained == null ? 0 : contained.dataBytes();
    return new ClaimedSizes(detection.name(), bytes.sizeBytes(), diskBytes, dataBytes);
  }

  private void openArchive() throws IOException {
    if (surroundings != Surroundings.NONE) {
      throw new UnsafeDiskException(detection.name(), "O1", 0, "an archive inside an archive");
    }
    ArchivedDisks disks = ArchivedDisks.of(bytes, bounds, wrapper.isPresent());
    archive = disks;
    refusals.addAll(disks.refusals());
    notices.addAll(disks.notices());
  }

  private VirtualDisk openContained(ContainerFormat container) throws IOException {
    ContainedDisk opened = container.open(bytes);
    contained = opened;
    notices.addAll(opened.notices());
    return opened.disk();
  }

  /// What a file lies in.
  private enum Surroundings {
    NONE,
    ARCHIVE,
    UNPACKED_ARCHIVE
  }
}
