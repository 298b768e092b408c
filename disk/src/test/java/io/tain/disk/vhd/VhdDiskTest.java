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
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reader on files of `qemu-img convert`, and on what that does not make.
final class VhdDiskTest {
  private static final int BLOCK_BYTES = 2 << 20;
  private static final long LARGE_BLOCK_BYTES = 256 << 20;

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

  // A bitmap of a block of 256 MiB has 64 KiB.
  @Test
  void h1_bitmapsOfLargeBlocks_areHeldUpToTheirBytes() throws Exception {
    int blocks = 200;
    SparseMemoryDisk file = largeBlocks(blocks);
    VirtualDisk disk = new VhdContainer().open(file).disk();
    for (int i = 0; i < blocks; i++) {
      disk.extents(new ByteRange(i * LARGE_BLOCK_BYTES, 512));
    }
    long before = file.readBytes();

    disk.extents(new ByteRange(0, 512));

    assertThat(file.readBytes() - before).isEqualTo(LARGE_BLOCK_BYTES / 4096);
  }

  /// A file of as many blocks that holds them all, one behind the other.
  private static SparseMemoryDisk largeBlocks(int blocks) {
    long sizeBytes = blocks * LARGE_BLOCK_BYTES;
    long stepBytes = LARGE_BLOCK_BYTES + LARGE_BLOCK_BYTES / 4096;
    ByteBuffer table = ByteBuffer.allocate((blocks * 4 + 511) / 512 * 512);
    for (int i = 0; i < blocks; i++) {
      table.putInt(i * 4, (int) ((4096 + i * stepBytes) / 512));
    }
    byte[] footer = VhdFooter.of(VhdFooter.DYNAMIC, 512, sizeBytes, new UUID(1, 2)).bytes().array();
    var file = new SparseMemoryDisk(4096 + blocks * stepBytes + 512);
    file.write(0, footer);
    file.write(512, DynamicHeader.of(1536, blocks, (int) LARGE_BLOCK_BYTES).bytes().array());
    file.write(1536, table.array());
    file.write(file.sizeBytes() - 512, footer);
    return file;
  }

  private static ByteBuffer zeros(int length) {
    return ByteBuffer.allocate(length);
  }

  private static VirtualDisk opened(Path file) throws Exception {
    return new VhdContainer().open(RawDisk.open(file)).disk();
  }
}
