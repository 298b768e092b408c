package io.tain.disk.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.disk.SparseMemoryDisk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

final class DataWindowsTest {
  private static final int WINDOW = DataWindows.WINDOW_BYTES;

  private final SparseMemoryDisk disk = new SparseMemoryDisk(40L * WINDOW + 1000);

  @Test
  void forEachInOrder_windowsWithData_comeInOrderAndWhole() throws Exception {
    disk.write(5, new byte[] {1});
    disk.write(3L * WINDOW - 1, new byte[] {2, 3});
    disk.write(40L * WINDOW + 999, new byte[] {4});
    var seen = new ArrayList<Long>();

    new DataWindows(disk)
        .forEachInOrder(
            (offset, data) -> {
              seen.add(offset);
              assertThat(data).isEqualTo(expected(offset));
            });

    assertThat(seen).containsExactly(0L, 2L * WINDOW, 3L * WINDOW, 40L * WINDOW);
  }

  @Test
  void forEachInParallel_everyWindow_comesOnce() throws Exception {
    var random = new Random(3);
    for (int i = 0; i < 60; i++) {
      disk.write(random.nextLong(disk.sizeBytes()), new byte[] {1});
    }
    var parallel = new ConcurrentSkipListMap<Long, Integer>();
    var ordered = new TreeMap<Long, Integer>();

    new DataWindows(disk)
        .forEachInParallel((offset, data) -> parallel.merge(offset, data.hashCode(), Integer::sum));
    new DataWindows(disk).forEachInOrder((offset, data) -> ordered.put(offset, data.hashCode()));

    assertThat(parallel).isEqualTo(ordered).isNotEmpty();
  }

  @Test
  void forEachInOrder_sinkFails_endsWithItsFailure() {
    disk.write(0, new byte[20 * WINDOW]);

    assertThatThrownBy(
            () ->
                new DataWindows(disk)
                    .forEachInOrder(
                        (offset, _) -> {
                          if (offset == 4L * WINDOW) {
                            throw new IOException("planned");
                          }
                        }))
        .hasMessage("planned");
  }

  @Test
  void forEachInOrder_interrupted_stopsAndKeepsTheDiskOpen() throws Exception {
    disk.write(0, new byte[20 * WINDOW]);
    var seen = new ArrayList<Long>();
    Thread caller = Thread.currentThread();

    assertThatThrownBy(
            () ->
                new DataWindows(disk)
                    .forEachInOrder(
                        (offset, _) -> {
                          seen.add(offset);
                          caller.interrupt();
                          while (caller.isInterrupted()) {
                            Thread.onSpinWait();
                          }
                        }))
        .isInstanceOf(InterruptedIOException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(seen).hasSizeLessThan(20);
    assertThat(disk.isClosed()).isFalse();
  }

  @Test
  void zeroRuns_blocksOfZeros_arePassedOver() {
    byte[] bytes = new byte[5 * 4096 + 10];
    bytes[4096] = 1;
    bytes[3 * 4096 - 1] = 1;
    bytes[5 * 4096 + 9] = 1;
    var runs = new ZeroRuns(ByteBuffer.wrap(bytes));
    var found = new ArrayList<List<Integer>>();

    while (runs.next()) {
      found.add(List.of(runs.start(), runs.length()));
    }

    assertThat(found).containsExactly(List.of(4096, 8192), List.of(5 * 4096, 10));
    assertThat(ZeroRuns.isZero(ByteBuffer.wrap(bytes, 0, 4096))).isTrue();
    assertThat(ZeroRuns.isZero(ByteBuffer.wrap(bytes, 1, 4096))).isFalse();
  }

  private ByteBuffer expected(long offset) throws IOException {
    int length = (int) Math.min(WINDOW, disk.sizeBytes() - offset);
    return disk.bytes(new ByteRange(offset, length));
  }
}
