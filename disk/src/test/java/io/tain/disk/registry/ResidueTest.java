package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ByteRange;
import io.tain.disk.DiskFormat;
import io.tain.disk.DiskLimits;
import io.tain.disk.FileOfQemu;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.OpenedDisk;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.NewFile;
import io.tain.disk.raw.RawDisk;
import io.tain.disk.raw.RawWriter;
import io.tain.disk.residue.Residue;
import io.tain.testkit.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that `qemu-img` made are given back bit for bit from their disk and their residue.
final class ResidueTest {
  private static final long SEED = Seeds.seed();
  private static final long MAX_LITERAL_BYTES = 64 << 20;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "qcow2, qcow2, ''",
    "qcow2, qcow2, 'compat=0.10,cluster_size=4k'",
    "qcow2, qcow2, 'extended_l2=on,cluster_size=128k'",
    "qcow2, qcow2, 'preallocation=metadata,lazy_refcounts=on'",
    "vmdk, vmdk, ''",
    "vmdk, vmdk, subformat=streamOptimized",
    "vpc, vhd, ''",
    "vpc, vhd, subformat=fixed",
    "vhdx, vhdx, ''",
    "vhdx, vhdx, subformat=fixed",
  })
  void restore_fileOfQemu_isTheFileBitForBit(String theirName, String format, String options)
      throws Exception {
    Path file = FileOfQemu.in(directory).of(disk(), theirName, options);

    byte[] residue = residue(file, format);

    assertRestored(file, residue);
    if (!options.contains("stream")) {
      assertThat(residue.length).isLessThan(20_000);
    }
  }

  @Test
  void residue_ofAFullDisk_isTwoMillionthsOfIt() throws Exception {
    var disk = new SparseMemoryDisk(256 << 20);
    byte[] content = new byte[1 << 20];
    for (int i = 0; i < 256; i++) {
      content[0] = (byte) i;
      content[i * 4000] = 1;
      Arrays.fill(content, 4096, 1 << 20, (byte) (i + 1));
      disk.write((long) i << 20, content);
    }
    Path file = FileOfQemu.in(directory).of(disk, "qcow2", "");

    assertThat(residue(file, "qcow2").length).isLessThan(1000);
  }

  @Test
  void decode_damagedResidue_isRefusedOrReadsSomething() throws Exception {
    Path file = FileOfQemu.in(directory).of(disk(), "qcow2", "");
    byte[] sound = residue(file, "qcow2");
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = new Mutation(new Random(SEED + i)).of(sound);
      try (VirtualDisk restored = Residue.decode(damaged).restore(new SparseMemoryDisk(1 << 30))) {
        long length = Math.min(restored.sizeBytes(), 4 << 20);
        assertThat(restored.bytes(new ByteRange(0, length)).remaining()).isEqualTo((int) length);
      } catch (MalformedDiskException refusal) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void residue_moreThanMayBeKept_isNone() throws Exception {
    Path file = FileOfQemu.in(directory).of(disk(), "qcow2", "");

    try (VirtualDisk bytes = RawDisk.open(file)) {
      assertThat(DiskFormats.residue(bytes, DiskFormat.QCOW2, 1000)).isEmpty();
      assertThat(DiskFormats.residue(bytes, DiskFormat.RAW, MAX_LITERAL_BYTES)).isEmpty();
    }
  }

  private static byte[] residue(Path file, String format) throws Exception {
    try (VirtualDisk bytes = RawDisk.open(file)) {
      return DiskFormats.residue(bytes, DiskFormat.parse(format), MAX_LITERAL_BYTES)
          .orElseThrow()
          .encoded();
    }
  }

  /// From a disk that knows nothing of the file.
  private void assertRestored(Path file, byte[] residue) throws Exception {
    Path plain = directory.resolve("plain");
    Path restored = directory.resolve("restored");
    try (OpenedDisk opened = DiskFormats.open(RawDisk.open(file), DiskLimits.DEFAULT)) {
      NewFile.write(new RawWriter(), opened.disk(), plain);
    }
    try (VirtualDisk again = Residue.decode(residue).restore(RawDisk.open(plain))) {
      NewFile.write(new RawWriter(), again, restored);
    }
    assertThat(Files.mismatch(restored, file)).isEqualTo(-1);
  }

  /// Data that can be compressed, data that cannot, written zeros and holes.
  private static SparseMemoryDisk disk() {
    var disk = new SparseMemoryDisk((40 << 20) + 512);
    var random = new Random(SEED);
    for (int i = 0; i < 30; i++) {
      byte[] content = new byte[1 + random.nextInt(600_000)];
      int symbols = 1 + random.nextInt(200);
      for (int at = 0; at < content.length; at++) {
        content[at] = (byte) random.nextInt(symbols);
      }
      disk.write(random.nextLong(disk.sizeBytes() - content.length), content);
    }
    return disk;
  }
}
