package io.tain.disk.vhdx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/// The sixteen bytes of an id as the format stores them: three little-endian fields, eight bytes.
///
/// @param first the first eight bytes, read as little-endian
/// @param second the other eight
record Guid(long first, long second) {
  static final int BYTES = 16;
  static final Guid NONE = new Guid(0, 0);

  static final Guid BAT = of("2dc27766-f623-4200-9d64-115e9bfd4a08");
  static final Guid METADATA = of("8b7ca206-4790-4b9a-b8fe-575f050f886e");
  static final Guid FILE_PARAMETERS = of("caa16737-fa36-4d43-b3b6-33f0aa44e76b");
  static final Guid VIRTUAL_DISK_SIZE = of("2fa54224-cd1b-4876-b211-5dbed83bf4b8");
  static final Guid PAGE_83 = of("beca12ab-b2e6-4523-93ef-c309e000c746");
  static final Guid LOGICAL_SECTOR_SIZE = of("8141bf1d-a96f-4709-ba47-f233a8faab5f");
  static final Guid PHYSICAL_SECTOR_SIZE = of("cda348c7-445d-4471-9cc9-e9885251c556");
  static final Guid PARENT_LOCATOR = of("a8d35f2d-b30b-454d-abf7-d3d84834ab0c");

  /// The id at a place of a little-endian buffer.
  static Guid at(ByteBuffer bytes, int offset) {
    return new Guid(bytes.getLong(offset), bytes.getLong(offset + 8));
  }

  static Guid of(UUID id) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long high = id.getMostSignificantBits();
    bytes.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    bytes.order(ByteOrder.BIG_ENDIAN).putLong(id.getLeastSignificantBits());
    return at(bytes.order(ByteOrder.LITTLE_ENDIAN), 0);
  }

  private static Guid of(String text) {
    return of(UUID.fromString(text));
  }

  void put(ByteBuffer bytes, int offset) {
    bytes.putLong(offset, first).putLong(offset + 8, second);
  }

  @Override
  public String toString() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    put(bytes, 0);
    long high =
        ((long) bytes.getInt(0) << 32)
            | ((bytes.getShort(4) & 0xFFFFL) << 16)
            | (bytes.getShort(6) & 0xFFFFL);
    return new UUID(high, Long.reverseBytes(second)).toString();
  }
}
