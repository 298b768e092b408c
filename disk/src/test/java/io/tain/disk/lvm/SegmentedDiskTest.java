package io.tain.disk.lvm;

import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VirtualDiskContract;
import java.nio.ByteBuffer;
import java.util.List;

/// A volume of a striped segment and a linear one, whose areas lie in another order.
final class SegmentedDiskTest extends VirtualDiskContract {
  private static final int STRIPE_BYTES = 65_536;
  private static final long STRIPED_BYTES = 24L * STRIPE_BYTES;
  private static final long LINEAR_AT = 512 * 3;
  private static final long FIRST_AT = 4L << 20;
  private static final long SECOND_AT = 2L << 20;

  @Override
  protected VirtualDisk open(SparseMemoryDisk example) throws Exception {
    var physical = new SparseMemoryDisk(8L << 20);
    for (long at = 0; at < SIZE_BYTES; at += SparseMemoryDisk.BLOCK_BYTES) {
      int length = (int) Math.min(SparseMemoryDisk.BLOCK_BYTES, SIZE_BYTES - at);
      ByteBuffer bytes = ByteBuffer.allocate(length);
      example.read(at, bytes);
      if (!bytes.flip().equals(ByteBuffer.allocate(length))) {
        physical.write(place(at), bytes.array());
      }
    }
    var areas = List.of(new StripeArea(physical, FIRST_AT), new StripeArea(physical, SECOND_AT));
    return new SegmentedDisk(
        SIZE_BYTES,
        List.of(
            new SegmentedDisk.Segment(0, STRIPED_BYTES, STRIPE_BYTES, areas),
            new SegmentedDisk.Segment(
                STRIPED_BYTES, SIZE_BYTES, 0, List.of(new StripeArea(physical, LINEAR_AT)))));
  }

  private static long place(long at) {
    if (at >= STRIPED_BYTES) {
      return LINEAR_AT + at - STRIPED_BYTES;
    }
    long stripe = at / STRIPE_BYTES;
    long area = stripe % 2 == 0 ? FIRST_AT : SECOND_AT;
    return area + stripe / 2 * STRIPE_BYTES + at % STRIPE_BYTES;
  }
}
