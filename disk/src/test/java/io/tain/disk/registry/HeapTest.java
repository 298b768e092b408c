package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.disk.SmallHeap;
import io.tain.disk.vhd.LargeVhd;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files whose tables are as large as the limits allow are opened in less than 64 MiB of heap.
final class HeapTest {
  private static final long QCOW2_FILE_BYTES = (1L << 36) - 512;
  private static final int CLUSTER_BYTES = 512;
  private static final int L1_ENTRIES = 1 << 20;
  private static final int TABLE_BYTES = 8 << 20;

  @TempDir Path directory;

  @Test
  void open_qcow2WithTheLargestTables_isRead() throws Exception {
    Path file = directory.resolve("disk");
    long l1At = CLUSTER_BYTES;
    long refcountsAt = l1At + TABLE_BYTES;
    long l2At = refcountsAt + TABLE_BYTES;
    ByteBuffer header = ByteBuffer.allocate(104);
    header.putInt(0x514649FB).putInt(3).putLong(0).putInt(0).putInt(9);
    header.putLong((long) L1_ENTRIES * 64 * CLUSTER_BYTES).putInt(0).putInt(L1_ENTRIES);
    header.putLong(l1At).putLong(refcountsAt).putInt(TABLE_BYTES / CLUSTER_BYTES);
    header.putInt(0).putLong(0).putLong(0).putLong(0).putLong(0).putInt(4).putInt(104);
    int tables = 1 << 14;
    long spread = (QCOW2_FILE_BYTES - (2L << 30)) / tables / CLUSTER_BYTES * CLUSTER_BYTES;
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(QCOW2_FILE_BYTES);
      write(access, 0, header);
      write(access, l1At, longs(tables + 1, i -> l2At + i * CLUSTER_BYTES));
      for (int table = 0; table < tables; table++) {
        long place = (1L << 30) + table * spread;
        write(access, l2At + (long) table * CLUSTER_BYTES, longs(1, _ -> place));
      }
      // Behind what is read in, and the last one of the file.
      long packed = 1L << 62 | (QCOW2_FILE_BYTES - CLUSTER_BYTES);
      write(access, l2At + (long) tables * CLUSTER_BYTES, longs(1, _ -> packed));
    }

    assertThat(SmallHeap.run(OpenedInSmallHeap.class, file.toString())).startsWith("read");
  }

  @Test
  void open_vhdWithTheMostBlocks_isRead() throws Exception {
    Path file = directory.resolve("disk");
    LargeVhd.write(file);

    assertThat(SmallHeap.run(OpenedInSmallHeap.class, file.toString())).startsWith("read");
  }

  @Test
  void open_vmdkDescriptorWithAMillionFaults_isRefused() throws Exception {
    Path file = directory.resolve("disk");
    int descriptorBytes = 1 << 20;
    ByteBuffer header = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x564D444B).putInt(1).putInt(3).putLong(2048).putLong(128);
    header.putLong(1).putLong(descriptorBytes / 512).putInt(512);
    header.putLong(0).putLong(1 + descriptorBytes / 512).putLong(4096);
    header.put((byte) 0).putInt(0x0A0D200A);
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(4 << 20);
      write(access, 0, header);
      byte[] lines = "?\n".repeat(descriptorBytes / 2).getBytes(StandardCharsets.US_ASCII);
      write(access, 512, ByteBuffer.wrap(lines).position(lines.length));
    }

    assertThat(SmallHeap.run(OpenedInSmallHeap.class, file.toString())).contains("disk.malformed");
  }

  /// The test itself must be able to fail.
  @Test
  void run_moreThanTheHeap_fails() {
    assertThatThrownBy(() -> SmallHeap.run(OpenedInSmallHeap.class, "--hold", "64"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("OutOfMemoryError");
  }

  static void write(RandomAccessFile access, long at, ByteBuffer bytes) throws IOException {
    access.getChannel().write(bytes.flip(), at);
  }

  static ByteBuffer longs(int count, LongUnaryOperator value) {
    ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES);
    for (int i = 0; i < count; i++) {
      bytes.putLong(value.applyAsLong(i));
    }
    return bytes;
  }
}
