package io.tain.disk.vhd;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.FileOfQemu;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VirtualDiskContract;
import io.tain.disk.copy.NewFile;
import io.tain.disk.raw.RawDisk;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reader on files of `qemu-img convert`, and on what that does not make.
final class VhdDiskTest {
  private static final int BLOCK_BYTES = 2 << 20;

  @TempDir Path directory;

  @Nested
  final class Dynamic extends VirtualDiskContract {
    @TempDir Path folder;

    @Override
    protected VirtualDisk open(SparseMemoryDisk example) throws Exception {
      return opened(FileOfQemu.in(folder).of(example, "vpc", "subformat=dynamic,force_size=on"));
    }
  }

  @Nested
  final class Fixed extends VirtualDiskContract {
    @TempDir Path folder;

    @Override
    protected VirtualDisk open(SparseMemoryDisk example) throws Exception {
      return opened(FileOfQemu.in(folder).of(example, "vpc", "subformat=fixed,force_size=on"));
    }
  }

  // Without force_size QEMU writes, and reads, what the geometry describes.
  @Test
  void sizeBytes_ofAFileWithAGeometryOfQemu_isThatOfTheGeometry() throws Exception {
    var disk = new SparseMemoryDisk(8 << 20);
    Path file = FileOfQemu.in(directory).of(disk, "vpc", "subformat=dynamic");

    try (VirtualDisk opened = opened(file)) {
      assertThat(opened.sizeBytes()).isEqualTo(FileOfQemu.virtualSizeBytes(file, "vpc"));
      assertThat(opened.sizeBytes()).isNotEqualTo(8 << 20);
    }
  }

  // Sectors whose bit is not set were never written, whatever stands in their place.
  @Test
  void read_sectorsThatTheBitmapLeavesOut_areZeros() throws Exception {
    var disk = new SparseMemoryDisk(BLOCK_BYTES);
    byte[] ones = new byte[BLOCK_BYTES];
    Arrays.fill(ones, (byte) 1);
    disk.write(0, ones);
    Path file = directory.resolve("disk.vhd");
    NewFile.write(new DynamicVhdWriter(), disk, file);
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(2048);
      access.write(0b1101_1111);
    }

    try (VirtualDisk opened = opened(file)) {
      assertThat(opened.bytes(new ByteRange(1024, 512)).equals(zeros(512))).isTrue();
      assertThat(opened.bytes(new ByteRange(1535, 2)).getShort()).isEqualTo((short) 1);
      assertThat(opened.extents(new ByteRange(0, BLOCK_BYTES)))
          .isEqualTo(
              List.of(
                  new Extent.Data(new ByteRange(0, 1024)),
                  new Extent.Zero(new ByteRange(1024, 512)),
                  new Extent.Data(ByteRange.between(1536, BLOCK_BYTES))));
    }
  }

  private static ByteBuffer zeros(int length) {
    return ByteBuffer.allocate(length);
  }

  private static VirtualDisk opened(Path file) throws Exception {
    return new VhdContainer().open(RawDisk.open(file)).disk();
  }
}
