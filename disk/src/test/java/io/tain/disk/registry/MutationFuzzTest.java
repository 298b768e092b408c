package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.ContainerFormat;
import io.tain.disk.DiskFormat;
import io.tain.disk.DiskLimits;
import io.tain.disk.DiskWriter;
import io.tain.disk.Extent;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.OpenedDisk;
import io.tain.disk.Partition;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.NewFile;
import io.tain.disk.gpt.EncodedGpt;
import io.tain.disk.gpt.GptWriter;
import io.tain.disk.mbr.MbrTable;
import io.tain.disk.vhd.DynamicVhdWriter;
import io.tain.disk.vhd.FixedVhdWriter;
import io.tain.disk.vhdx.VhdxWriter;
import io.tain.disk.vmdk.SparseVmdkWriter;
import io.tain.disk.vmdk.StreamVmdkWriter;
import io.tain.testkit.MutantTally;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged and hostile files: a read, or one of the refusals, within bounds on work and memory.
final class MutationFuzzTest {
  private static final long SEED = Seeds.seed();
  private static final int CASES = Integer.getInteger("tain.fuzz.cases", 1500);
  private static final long MAX_READS = 100_000;
  private static final long MAX_READ_BYTES = 128 << 20;
  private static final long MAX_ALLOCATED_BYTES = 256 << 20;
  private static final long MAX_CONTENT_BYTES = 2 << 20;
  private static final long MAX_MAPPED_BYTES = 1L << 36;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(strings = {"v2", "v3-512", "v3-zlib", "v3-zstd", "v3-extended", "v3-snapshot"})
  void open_mutatedQcow2_isReadOrRefused(String name) throws Exception {
    fuzz(name, resource("/io/tain/disk/golden/" + name + ".qcow2"));
  }

  /// Files whose checksums are right, changed most where headers and tables stand.
  @ParameterizedTest
  @MethodSource("containers")
  void open_mutatedContainer_isReadOrRefused(DiskFormat format, DiskWriter writer, String tables)
      throws Exception {
    int read =
        fuzz(
            "%s of %s".formatted(format, writer.getClass().getSimpleName()),
            written(writer),
            places(tables),
            input -> Sums.correct(input, format));
    assertThat(read).as("read of %d", CASES).isGreaterThan(CASES / 50);
  }

  /// Format, writer, and where tables stand; offsets below zero count from the end.
  static Stream<Arguments> containers() {
    return Stream.of(
        Arguments.of(DiskFormat.VHD, new DynamicVhdWriter(), "-512+88 512+64 1536+12"),
        Arguments.of(DiskFormat.VHD, new FixedVhdWriter(), "-512+88"),
        Arguments.of(
            DiskFormat.VHDX,
            new VhdxWriter(),
            "65536+80 131072+80 196608+80 262144+80 2097152+200 2162688+80 3145728+24"),
        Arguments.of(
            DiskFormat.VMDK, new SparseVmdkWriter(), "0+80 512+400 10752+4 11264+640 13312+4"),
        Arguments.of(DiskFormat.VMDK, new StreamVmdkWriter(), "0+80 512+400 -1536+1536 65536+64"));
  }

  private static List<Mutation.Place> places(String text) {
    return Stream.of(text.split(" "))
        .map(place -> place.split("\\+"))
        .map(place -> new Mutation.Place(Long.parseLong(place[0]), Long.parseLong(place[1])))
        .toList();
  }

  private static byte[] written(DiskWriter writer) throws IOException {
    var disk = new SparseMemoryDisk(5 << 20);
    disk.write(70_000, new byte[] {1, 2, 3});
    disk.write((4 << 20) + 5, new byte[] {4});
    Path file = Files.createTempFile("tain-fuzz", ".disk");
    try {
      Files.delete(file);
      NewFile.write(writer, disk, file);
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void open_mutatedGpt_isReadOrRefused() throws Exception {
    fuzz("gpt", gptDisk());
  }

  @Test
  void open_mutatedGptWithRightSums_isReadOrRefused() throws Exception {
    fuzz("gpt, right sums", gptDisk(), List.of(), MutationFuzzTest::withRightSums);
  }

  @Test
  void open_mutatedMbr_isReadOrRefused() throws Exception {
    fuzz("mbr", mbrDisk());
  }

  @Test
  void open_mutatedOva_isReadOrRefused() throws Exception {
    int read =
        fuzz(
            "ova",
            OvaInMemory.of(written(new StreamVmdkWriter())),
            places("0+512 512+700 1536+512"),
            OvaInMemory::correctSums);
    assertThat(read).as("read of %d", CASES).isGreaterThan(CASES / 50);
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

  private void fuzz(String name, byte[] sound) throws IOException {
    fuzz(name, sound, List.of(), _ -> {});
  }

  /// How many of the mutants were read; `correction` makes right what no stranger would get wrong.
  private int fuzz(
      String name, byte[] sound, List<Mutation.Place> places, Consumer<byte[]> correction)
      throws IOException {
    var tally = new MutantTally(name);
    for (int i = 0; i < CASES; i++) {
      byte[] input = new Mutation(new Random(SEED * 1_000_003 + i), places).of(sound);
      correction.accept(input);
      boolean isRead = check("%s, seed %d, case %d".formatted(name, SEED, i), input);
      tally.add(MutantTally.isWanted() && isPastHeaders(input), isRead);
    }
    tally.report();
    return tally.read();
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
      return detection.isArchive() || MbrTable.read(file).isPresent();
    } catch (TainException refusal) {
      return detection.isRaw();
    }
  }

  /// True when it was read.
  private boolean check(String what, byte[] input) throws IOException {
    SparseMemoryDisk file = SparseMemoryDisk.of(input);
    long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
    boolean isRead = false;
    try (OpenedDisk opened = DiskFormats.open(file, DiskLimits.DEFAULT)) {
      readSome(opened.disk());
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
    return isRead;
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

  private static byte[] gptDisk() {
    var partition =
        new Partition(
            1,
            new ByteRange(20_480, 4096),
            "0fc63daf-8483-4772-8e79-3d69d8477de4",
            "11111111-2222-3333-4444-555555555555",
            "root");
    EncodedGpt gpt = GptWriter.encode(48 << 10, new UUID(1, 2), List.of(partition));
    ByteBuffer disk = ByteBuffer.allocate(48 << 10);
    disk.put(gpt.head().duplicate());
    disk.position((int) gpt.tailOffset()).put(gpt.tail().duplicate());
    return disk.array();
  }

  // Random changes seldom get past the sums, which a hostile file has right.
  private static void withRightSums(byte[] disk) {
    if (disk.length < 2048) {
      return;
    }
    ByteBuffer header = ByteBuffer.wrap(disk, 512, 512).slice().order(ByteOrder.LITTLE_ENDIAN);
    long entriesAt = header.getLong(72) * 512;
    long entriesBytes = (header.getInt(80) & 0xFFFF_FFFFL) * header.getInt(84);
    if (entriesAt > 0 && entriesBytes > 0 && entriesBytes <= disk.length - entriesAt) {
      header.putInt(88, crc(disk, (int) entriesAt, (int) entriesBytes));
    }
    header.putInt(16, 0);
    header.putInt(16, crc(disk, 512, Math.clamp(header.getInt(12), 0, 512)));
  }

  private static int crc(byte[] bytes, int offset, int length) {
    var crc = new CRC32();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  private static byte[] mbrDisk() {
    byte[] disk = new byte[64 << 10];
    putEntry(disk, 0, 0, 0x83, new ByteRange(8, 8));
    putEntry(disk, 0, 1, 0x05, new ByteRange(32, 64));
    putEntry(disk, 32, 0, 0x83, new ByteRange(2, 8));
    putEntry(disk, 32, 1, 0x05, new ByteRange(16, 16));
    putEntry(disk, 48, 0, 0x83, new ByteRange(2, 8));
    return disk;
  }

  private static void putEntry(byte[] disk, int sector, int index, int type, ByteRange sectors) {
    int at = sector * 512 + 446 + index * 16;
    disk[at + 4] = (byte) type;
    disk[at + 8] = (byte) sectors.offset();
    disk[at + 12] = (byte) sectors.length();
    disk[sector * 512 + 510] = 0x55;
    disk[sector * 512 + 511] = (byte) 0xAA;
  }

  private static byte[] resource(String name) throws IOException {
    try (var stream =
        Objects.requireNonNull(MutationFuzzTest.class.getResourceAsStream(name), name)) {
      return stream.readAllBytes();
    }
  }
}
