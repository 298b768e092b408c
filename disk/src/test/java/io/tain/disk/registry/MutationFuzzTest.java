package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.ContainerFormat;
import io.tain.disk.DiskDescription;
import io.tain.disk.DiskFormat;
import io.tain.disk.DiskLimits;
import io.tain.disk.Extent;
import io.tain.disk.LogicalVolume;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.OpenedDisk;
import io.tain.disk.PartitionTable;
import io.tain.disk.Scrutiny;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VolumeGroup;
import io.tain.disk.lvm.PhysicalVolume;
import io.tain.testkit.MutantTally;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damaged and hostile files: a read, or one of the refusals, within bounds on work and memory.
final class MutationFuzzTest {
  private static final long SEED = Seeds.seed();
  private static final int CASES = Integer.getInteger("tain.fuzz.cases", 250);
  private static final int FILES_EVERY = 50;
  private static final int GLANCE_SHARE = 3;
  private static final DiskLimits TIGHT = new DiskLimits(4 << 20, 2, 1024);
  private static final long MAX_READS = 100_000;
  private static final long MAX_READ_BYTES = 128 << 20;
  private static final long MAX_ALLOCATED_BYTES = 256 << 20;
  private static final long MAX_CONTENT_BYTES = 2 << 20;
  private static final long MAX_MAPPED_BYTES = 1L << 36;

  @TempDir Path directory;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @MethodSource("io.tain.disk.registry.FuzzSubjects#all")
  void open_mutant_isReadOrRefused(FuzzSubject subject) throws Exception {
    var tally = new MutantTally(subject.toString());
    assertThat(check(subject + ", undamaged", subject.undamaged()))
        .isNotEqualTo(subject.isRefused());
    for (int i = 0; i < CASES; i++) {
      byte[] input = subject.mutant(SEED * 1_000_003 + i);
      boolean isRead = check("%s, seed %d, case %d".formatted(subject, SEED, i), input);
      tally.add(MutantTally.isWanted() && isPastHeaders(input), isRead);
      if (i % FILES_EVERY == 0) {
        checkFile("%s, seed %d, case %d".formatted(subject, SEED, i), input);
      }
    }
    tally.report();
  }

  /// Inputs that were once of interest; each is kept for good.
  @ParameterizedTest
  @MethodSource("keptInputs")
  void open_keptInput_isReadOrRefused(Path input) throws Exception {
    check(input.getFileName().toString(), Files.readAllBytes(input));
  }

  static Stream<Path> keptInputs() throws Exception {
    URI folder =
        Objects.requireNonNull(MutationFuzzTest.class.getResource("/io/tain/disk/fuzz")).toURI();
    try (var inputs = Files.list(Path.of(folder))) {
      return inputs.sorted().toList().stream();
    }
  }

  private static boolean isPastHeaders(byte[] input) throws IOException {
    VirtualDisk file = SparseMemoryDisk.of(input);
    Detection detection = Detection.of(file);
    try {
      if (detection.refusal(file).isPresent()) {
        return false;
      }
      Optional<ContainerFormat> container = Containers.named(detection.name());
      if (container.isPresent()) {
        return container.get().refusals(file).isEmpty();
      }
      return detection.isArchive()
          || !PartitionTables.read(file).equals(PartitionTable.NONE)
          || PhysicalVolume.read(0, file).isPresent();
    } catch (TainException refused) {
      return false;
    }
  }

  /// True when it was read.
  private boolean check(String what, byte[] input) throws IOException {
    SparseMemoryDisk file = SparseMemoryDisk.of(input);
    long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
    boolean isOpened = false;
    boolean isRead = false;
    try (OpenedDisk opened =
        Inspection.of(file, Bounds.whole(DiskLimits.DEFAULT)).orThrow(OptionalInt.of(1))) {
      isOpened = true;
      readSome(opened.disk());
      readVolumes(opened);
      isRead = true;
    } catch (MalformedDiskException | UnsafeDiskException refusal) {
      assertThat(refusal.arguments().get("rule")).as(what).isNotEmpty();
    } catch (TainException refusal) {
      assertThat(refusal.code())
          .as(what)
          .isIn(ErrorCode.DISK_UNSUPPORTED, ErrorCode.QUOTA_EXCEEDED);
    } catch (RuntimeException | Error failure) {
      throw new AssertionError(what, failure);
    }
    assertThat(file.reads()).as(what).isLessThan(MAX_READS);
    assertThat(file.readBytes()).as(what).isLessThan(MAX_READ_BYTES);
    assertThat(threads.getCurrentThreadAllocatedBytes() - allocatedBefore)
        .as(what)
        .isLessThan(MAX_ALLOCATED_BYTES);
    assertThat(file.isClosed()).as(what).isTrue();
    DiskDescription whole = described(what, input, Bounds.whole(DiskLimits.DEFAULT));
    assertThat(whole.isSafe()).as(what).isEqualTo(isOpened);
    assertThat(whole.isRefused()).as(what).isNotEqualTo(isOpened);
    checkGlance(what, input, isOpened);
    return isRead;
  }

  /// The ways in that take a file, one of which names its format.
  private void checkFile(String what, byte[] input) throws IOException {
    Path file = Files.write(directory.resolve("mutant"), input);
    boolean isOpened =
        DiskFormats.describe(file, OptionalInt.empty(), Scrutiny.WHOLE, (_, it) -> it.isPresent());
    for (DiskFormat format : isOpened ? DiskFormat.values() : new DiskFormat[0]) {
      checkResidue(what, input, format);
    }
    try (OpenedDisk opened = DiskFormats.open(SparseMemoryDisk.of(input), TIGHT)) {
      assertThat(opened.disk().sizeBytes()).as(what).isLessThanOrEqualTo(4 << 20);
    } catch (TainException refusal) {
      assertThat(refusal.code()).as(what).isNotEqualTo(ErrorCode.INTERNAL);
    }
    try (OpenedDisk opened = DiskFormats.open(file, DiskFormat.QCOW2)) {
      assertThat(opened.format()).as(what).isEqualTo(DiskFormat.QCOW2);
    } catch (TainException refusal) {
      boolean isOther = refusal.code() == ErrorCode.DISK_FORMAT_MISMATCH;
      assertThat(isOther || !isOpened).as(what).isTrue();
    }
  }

  /// What is told of a sound file's places, to give it back.
  private static void checkResidue(String what, byte[] input, DiskFormat format)
      throws IOException {
    try (var file = SparseMemoryDisk.of(input)) {
      if (Detection.of(file).name().equals(format.toString())) {
        DiskFormats.residue(file, format, MAX_CONTENT_BYTES);
      }
    } catch (TainException refusal) {
      assertThat(refusal.code()).as(what).isEqualTo(ErrorCode.DISK_MALFORMED);
    }
  }

  /// A glance knows less than a whole look, and never anything else.
  private static void checkGlance(String what, byte[] input, boolean isSafe) throws IOException {
    var bounds = new Bounds(DiskLimits.DEFAULT, input.length / GLANCE_SHARE);
    DiskDescription glance = described(what, input, bounds);
    if (isSafe) {
      assertThat(glance.violations()).as(what).isEmpty();
    }
    assertThat(!isSafe && glance.isSafe()).as(what).isFalse();
  }

  private static DiskDescription described(String what, byte[] input, Bounds bounds)
      throws IOException {
    try (var inspection = Inspection.of(SparseMemoryDisk.of(input), bounds)) {
      return Describer.describe(inspection, OptionalInt.of(1));
    } catch (RuntimeException | Error failure) {
      throw new AssertionError(what, failure);
    }
  }

  private static void readVolumes(OpenedDisk opened) throws IOException {
    for (VolumeGroup group : VolumeGroups.of(opened.disk(), opened.partitions())) {
      for (LogicalVolume volume : group.volumes()) {
        if (volume.content().isPresent()) {
          readSome(volume.content().get());
        }
      }
    }
  }

  private static void readSome(VirtualDisk disk) throws IOException {
    long left = MAX_CONTENT_BYTES;
    long end = Math.min(disk.sizeBytes(), MAX_MAPPED_BYTES);
    for (Extent extent : disk.extents(new ByteRange(0, end))) {
      if (extent instanceof Extent.Data(var range) && left > 0) {
        long length = Math.min(range.length(), left);
        disk.read(range.offset(), ByteBuffer.allocate((int) length));
        left -= length;
      }
    }
  }
}
