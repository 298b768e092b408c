package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.ZeroRuns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of `qemu-img create` whose blocks are all given out and lie in holes of the file.
final class HolesTest {
  private static final int MIB = 1 << 20;
  private static final long TIB = 1L << 40;

  /// Beside the data a file may begin or end with some that QEMU wrote.
  private static final long MOST_DATA_BYTES = MIB;

  private static final Pattern RUN =
      Pattern.compile("\"start\": (\\d+), \"length\": (\\d+),.*\"zero\": (true|false)");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "vhdx; subformat=fixed,block_state_zero=off",
        "vhdx; subformat=dynamic",
        "vpc; subformat=fixed,force_size=on",
        "vpc; subformat=dynamic,force_size=on",
        "qcow2; preallocation=metadata",
        "qcow2; preallocation=falloc",
        "qcow2; preallocation=metadata,extended_l2=on"
      })
  void extents_ofStoredBlocksInHoles_areZerosThatReadAsZeros(String format, String options)
      throws Exception {
    Path file = created(format, options, "64M");
    write(file, format, 20 * MIB + 4096);

    try (var opened = DiskFormats.open(file)) {
      VirtualDisk disk = opened.disk();
      long dataBytes = 0;
      for (Extent extent : disk.extents(new ByteRange(0, 64 * MIB))) {
        switch (extent) {
          case Extent.Data(var range) -> dataBytes += range.length();
          case Extent.Zero(var range) -> assertThat(ZeroRuns.isZero(disk.bytes(range))).isTrue();
        }
      }
      assertThat(dataBytes).isBetween(65_536L, MOST_DATA_BYTES);
      assertThat(disk.extents(new ByteRange(20 * MIB + 4096, 65_536)))
          .containsExactly(new Extent.Data(new ByteRange(20 * MIB + 4096, 65_536)));
      assertThat(disk.bytes(new ByteRange(20 * MIB + 4096, 1)).get()).isEqualTo((byte) 7);
    }
  }

  // For the others QEMU does not look for holes.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"vpc; subformat=fixed,force_size=on", "qcow2; preallocation=metadata"})
  void extents_whereQemuLooksForHolesToo_areTheSame(String format, String options)
      throws Exception {
    Path file = created(format, options, "64M");
    write(file, format, 20 * MIB);
    write(file, format, 63 * MIB + 4096);

    try (var opened = DiskFormats.open(file)) {
      assertThat(opened.disk().extents(new ByteRange(0, 64 * MIB)))
          .isEqualTo(mapOfQemu(file, format));
    }
  }

  // Asking block by block would take minutes, as reading would.
  @Test
  void extents_ofOneTebibyteInAHole_areOneRun() throws Exception {
    Path file = created("vhdx", "subformat=fixed,block_state_zero=off,block_size=1M", "1T");

    try (var opened = DiskFormats.open(file)) {
      assertThat(opened.disk().extents(new ByteRange(0, TIB)))
          .containsExactly(new Extent.Zero(new ByteRange(0, TIB)));
    }
  }

  private Path created(String format, String options, String size) {
    Path file = directory.resolve("disk." + format);
    ForeignTool.run("qemu-img", "create", "-q", "-f", format, "-o", options, file.toString(), size);
    return file;
  }

  private static void write(Path file, String format, long offset) {
    String command = "write -P 7 %d 64k".formatted(offset);
    ForeignTool.run("qemu-io", "-f", format, "-c", command, file.toString());
  }

  private static List<Extent> mapOfQemu(Path file, String format) {
    var extents = new ArrayList<Extent>();
    String map = ForeignTool.run("qemu-img", "map", "--output=json", "-f", format, file.toString());
    for (var runs = RUN.matcher(map); runs.find(); ) {
      long start = Long.parseLong(runs.group(1));
      // The footer of a fixed VHD counts as a part of the disk there.
      long end = Math.min(64 * MIB, start + Long.parseLong(runs.group(2)));
      if (start < end) {
        var range = ByteRange.between(start, end);
        boolean isZero = runs.group(3).equals("true");
        extents.add(isZero ? new Extent.Zero(range) : new Extent.Data(range));
      }
    }
    return extents;
  }
}
