package io.tain.disk.gpt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/// GUIDs as partition tables hold them: the first three groups little-endian, the others as
/// printed.
final class Guids {
  static final UUID NONE = new UUID(0, 0);

  private Guids() {}

  static UUID get(ByteBuffer table, int offset) {
    ByteBuffer bytes = table.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long high =
        (bytes.getInt(offset) & 0xFFFF_FFFFL) << 32
            | (bytes.getShort(offset + 4) & 0xFFFFL) << 16
            | (bytes.getShort(offset + 6) & 0xFFFFL);
    return new UUID(high, bytes.order(ByteOrder.BIG_ENDIAN).getLong(offset + 8));
  }

  static void put(ByteBuffer table, int offset, UUID guid) {
    ByteBuffer bytes = table.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long high = guid.getMostSignificantBits();
    bytes.putInt(offset, (int) (high >>> 32));
    bytes.putShort(offset + 4, (short) (high >>> 16));
    bytes.putShort(offset + 6, (short) high);
    bytes.order(ByteOrder.BIG_ENDIAN).putLong(offset + 8, guid.getLeastSignificantBits());
  }
}
