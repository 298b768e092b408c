package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.Compression;
import io.tain.disk.DiskFormat;
import io.tain.disk.DiskLimits;
import io.tain.disk.Extent;
import io.tain.disk.ForeignTool;
import io.tain.disk.FormatView;
import io.tain.disk.OpenedDisk;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.WriteOptions;
import io.tain.disk.copy.ContentName;
import io.tain.disk.copy.DataWindows;
import io.tain.disk.copy.NewFile;
import io.tain.disk.raw.RawDisk;
import io.tain.disk.raw.RawWriter;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A disk seen as a file is the file that the writer of the format writes.
final class FormatViewTest {
  private static final long SEED = Seeds.seed();
  private static final UUID ID = new UUID(0x1122_3344_5566_8778L, 0x99AA_BBCC_DDEE_FF00L);

  @TempDir private Path directory;

  /// The formats that have a view, with and without a place for every byte.
  enum Kind {
    RAW(DiskFormat.RAW, "raw", "raw", false),
    QCOW2(DiskFormat.QCOW2, "qcow2", "qcow2", false),
    VMDK(DiskFormat.VMDK, "vmdk", "vmdk", false),
    VHD(DiskFormat.VHD, "vhd", "vpc", false),
    FIXED_VHD(DiskFormat.VHD, "vhd", "vpc", true),
    VHDX(DiskFormat.VHDX, "vhdx", "vhdx", false);

    private final DiskFormat format;
    private final String realm;
    private final String nameOfQemu;
    private final boolean isFixed;

    Kind(DiskFormat format, String realm, String nameOfQemu, boolean isFixed) {
      this.format = format;
      this.realm = realm;
      this.nameOfQemu = nameOfQemu;
      this.isFixed = isFixed;
    }

    WriteOptions options() {
      return new WriteOptions(Compression.NONE, isFixed);
    }

    FormatView view(VirtualDisk disk, UUID id) throws IOException {
      return DiskFormats.view(disk, format, options(), id);
    }
  }

  static Stream<Arguments> kindsAndSizes() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Stream.of(512L, 65_536L + 512, 5_000_192L, 3L << 30)
                    .map(size -> Arguments.of(kind, size)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndSizes")
  void read_anyRange_isThatOfTheWrittenFile(Kind kind, long sizeBytes) throws Exception {
    SparseMemoryDisk disk = randomDisk(sizeBytes, new Random(SEED + sizeBytes));
    Path file = directory.resolve("written");
    NewFile.write(DiskFormats.writer(kind.format, kind.options()), disk, file);

    try (FormatView view = kind.view(disk, writersId(kind, disk));
        VirtualDisk written = RawDisk.open(file)) {
      assertThat(view.sizeBytes()).isEqualTo(written.sizeBytes());
      assertThat(view.format()).isEqualTo(kind.format);
      assertSameData(written, view, written);
      assertSameData(view, view, written);
      var random = new Random(SEED);
      for (int i = 0; i < 200; i++) {
        long offset = random.nextLong(view.sizeBytes());
        long length = Math.min(random.nextInt(300_000), view.sizeBytes() - offset);
        var range = new ByteRange(offset, length);
        assertThat(view.bytes(range).equals(written.bytes(range))).as("%s", range).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void copied_isFoundSoundAndEqualByQemu(Kind kind) throws Exception {
    SparseMemoryDisk disk = randomDisk((40 << 20) + 512, new Random(SEED));
    Path plain = directory.resolve("plain");
    Path copy = directory.resolve("copy");
    NewFile.write(new RawWriter(), disk, plain);

    NewFile.write(new RawWriter(), kind.view(disk, ID), copy);

    if (kind == Kind.QCOW2 || kind == Kind.VMDK || kind == Kind.VHDX) {
      assertThat(ForeignTool.run("qemu-img", "check", "-f", kind.nameOfQemu, copy.toString()))
          .contains("No errors were found on the image.");
    }
    String theirs = kind.nameOfQemu;
    assertThat(
            ForeignTool.run(
                "qemu-img",
                "compare",
                "-f",
                "raw",
                "-F",
                theirs,
                plain.toString(),
                copy.toString()))
        .contains("Images are identical.");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void view_openedAgain_isTheDisk(Kind kind) throws Exception {
    SparseMemoryDisk disk = randomDisk(70 << 20, new Random(SEED));

    try (OpenedDisk opened = DiskFormats.open(kind.view(disk, ID), DiskLimits.DEFAULT)) {
      assertThat(opened.format()).isEqualTo(kind.format);
      assertThat(opened.disk().sizeBytes()).isEqualTo(disk.sizeBytes());
      assertSameData(disk, disk, opened.disk());
      assertSameData(opened.disk(), disk, opened.disk());
    }
  }

  /// Changed bytes here break every download that goes on: a new layout needs a new
  /// `LAYOUT_VERSION`.
  @ParameterizedTest
  @CsvSource({
    "RAW, 3deb4e38824c436d42ba6e7564da7697",
    "QCOW2, 10271283632ba94d8bc883a5a5d0ea9c",
    "VMDK, ae4533e91ee463157c5c17823aae2e01",
    "VHD, 247c5521dbb79cf89e847b1478cfcf8c",
    "FIXED_VHD, a3decfcea18fb0883360d4d4f5efa2d7",
    "VHDX, 1b4f85ff4a80365feacea9f01ce14f15",
  })
  void view_ofAFixedDisk_hasTheSameBytesForEver(Kind kind, String expected) throws Exception {
    var disk = new SparseMemoryDisk((5 << 20) + 512);
    byte[] content = new byte[100_000];
    new Random(4711).nextBytes(content);
    disk.write(0, content);
    disk.write(3 << 20, content);
    disk.write((5 << 20) + 500, new byte[] {1, 2, 3});

    FormatView view = kind.view(disk, ID);

    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(view.bytes(new ByteRange(0, view.sizeBytes())));
    assertThat(HexFormat.of().formatHex(digest.digest()).substring(0, 32)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void view_ofFullTebibyte_isBoundedAndReadNowhereElse(Kind kind) throws Exception {
    var disk = new CountingDisk(1L << 40);
    long before = usedBytes();

    FormatView view = kind.view(disk, ID);

    assertThat(view.sizeBytes()).isBetween(1L << 40, (1L << 40) + (300L << 20));
    assertThat(disk.readBytes).isZero();
    var random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      view.read(random.nextLong(view.sizeBytes() - 65_536), ByteBuffer.allocate(65_536));
    }
    assertThat(disk.readBytes).isLessThanOrEqualTo(300L * 65_536);
    assertThat(usedBytes() - before).isLessThan(64L << 20);
    assertThat(view.bytes(new ByteRange(0, 8)).hasRemaining()).isTrue();
  }

  @Test
  void view_withOptionsThatTheFormatHasNot_isRefused() {
    var disk = new SparseMemoryDisk(4096);

    assertThatThrownBy(
            () ->
                DiskFormats.view(
                    disk, DiskFormat.QCOW2, new WriteOptions(Compression.ZSTD, false), ID))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.REQUEST_MALFORMED));
    assertThatThrownBy(
            () ->
                DiskFormats.view(
                    disk, DiskFormat.RAW, new WriteOptions(Compression.NONE, true), ID))
        .isInstanceOf(TainException.class);
  }

  /// As the writers make it while they write.
  private static UUID writersId(Kind kind, VirtualDisk disk) throws IOException {
    var name = new ContentName(kind.realm, (disk.sizeBytes() + 511) / 512 * 512);
    new DataWindows(disk).forEachInOrder(name::add);
    return name.id();
  }

  /// Data without written zeros, which a writer would leave out, in random places.
  private static SparseMemoryDisk randomDisk(long sizeBytes, Random random) {
    var disk = new SparseMemoryDisk(sizeBytes);
    for (int i = 0; i < 14; i++) {
      byte[] content = new byte[(int) Math.min(1 + random.nextInt(400_000), sizeBytes)];
      random.nextBytes(content);
      disk.write(random.nextLong(sizeBytes - content.length + 1), content);
    }
    return disk;
  }

  /// Compares what one of two disks says is data.
  private static void assertSameData(VirtualDisk mapped, VirtualDisk one, VirtualDisk other)
      throws IOException {
    for (Extent extent : mapped.extents(new ByteRange(0, mapped.sizeBytes()))) {
      if (extent instanceof Extent.Data(var range)) {
        assertThat(one.bytes(range).equals(other.bytes(range))).as("%s", range).isTrue();
      }
    }
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// A disk full of data that says how much of it was read.
  private static final class CountingDisk implements VirtualDisk {
    private final long sizeBytes;
    private long readBytes;

    CountingDisk(long sizeBytes) {
      this.sizeBytes = sizeBytes;
    }

    @Override
    public long sizeBytes() {
      return sizeBytes;
    }

    @Override
    public void read(long offset, ByteBuffer target) {
      readBytes += target.remaining();
      target.position(target.limit());
    }

    @Override
    public List<Extent> extents(ByteRange range) {
      return List.of(new Extent.Data(range));
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
