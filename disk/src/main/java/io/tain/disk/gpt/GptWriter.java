package io.tain.disk.gpt;

import io.tain.base.ByteRange;
import io.tain.disk.Partition;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/// Makes the GPT of a new disk with sectors of 512 bytes; equal arguments give equal bytes.
///
/// | sectors | content |
/// |---|---|
/// | 0 | protective MBR |
/// | 1 | header |
/// | 2 to 33 | 128 entries of 128 bytes |
/// | 34 to n-34 | partitions |
/// | n-33 to n-2 | the entries again |
/// | n-1 | header again |
public final class GptWriter {
  /// Bytes before the first byte that a partition may have.
  public static final long HEAD_BYTES = 34 * 512;

  /// Bytes after the last byte that a partition may have.
  public static final long TAIL_BYTES = 33 * 512;

  private static final int SECTOR_BYTES = 512;
  private static final int ENTRY_BYTES = 128;
  private static final int ENTRY_COUNT = 128;
  private static final int ENTRIES_BYTES = ENTRY_BYTES * ENTRY_COUNT;
  private static final int NAME_CHARS = 36;
  private static final byte PROTECTIVE_TYPE = (byte) 0xEE;

  private final long sectors;
  private final UUID diskGuid;
  private final ByteBuffer entries;

  private GptWriter(long sectors, UUID diskGuid, ByteBuffer entries) {
    this.sectors = sectors;
    this.diskGuid = diskGuid;
    this.entries = entries;
  }

  /// The table for a disk.
  ///
  /// @param diskSizeBytes a multiple of 512, with room for head and tail
  /// @param partitions numbers 1 to 128; ranges on sectors, between head and tail, not overlapping;
  ///     type and id are GUIDs; names of at most 36 UTF-16 characters
  /// @throws IllegalArgumentException for anything else
  public static EncodedGpt encode(long diskSizeBytes, UUID diskGuid, List<Partition> partitions) {
    require(
        diskSizeBytes % SECTOR_BYTES == 0 && diskSizeBytes > HEAD_BYTES + TAIL_BYTES,
        "disk of " + diskSizeBytes + " bytes");
    var room = ByteRange.between(HEAD_BYTES, diskSizeBytes - TAIL_BYTES);
    for (int i = 0; i < partitions.size(); i++) {
      check(partitions.get(i), room);
      for (int j = 0; j < i; j++) {
        checkApart(partitions.get(j), partitions.get(i));
      }
    }
    return new GptWriter(diskSizeBytes / SECTOR_BYTES, diskGuid, entries(partitions)).encode();
  }

  private EncodedGpt encode() {
    ByteBuffer head = littleEndian((int) HEAD_BYTES);
    putProtectiveMbr(head);
    head.put(SECTOR_BYTES, header(1, sectors - 1, 2), 0, SECTOR_BYTES);
    head.put(2 * SECTOR_BYTES, entries, 0, ENTRIES_BYTES);
    ByteBuffer tail = littleEndian((int) TAIL_BYTES);
    tail.put(0, entries, 0, ENTRIES_BYTES);
    tail.put(ENTRIES_BYTES, header(sectors - 1, 1, sectors - 33), 0, SECTOR_BYTES);
    return new EncodedGpt(
        head.asReadOnlyBuffer(), (sectors - 33) * SECTOR_BYTES, tail.asReadOnlyBuffer());
  }

  private void putProtectiveMbr(ByteBuffer head) {
    head.put(446, new byte[] {0, 0, 2, 0, PROTECTIVE_TYPE, -1, -1, -1});
    head.putInt(454, 1);
    head.putInt(458, (int) Math.min(sectors - 1, 0xFFFF_FFFFL));
    head.putShort(510, (short) 0xAA55);
  }

  private ByteBuffer header(long ownSector, long otherSector, long entriesSector) {
    ByteBuffer header = littleEndian(SECTOR_BYTES);
    header.putLong(0, Long.reverseBytes(GptHeader.SIGNATURE));
    header.putInt(8, GptHeader.REVISION).putInt(12, GptHeader.SIZE_BYTES);
    header.putLong(24, ownSector).putLong(32, otherSector);
    header.putLong(40, HEAD_BYTES / SECTOR_BYTES).putLong(48, sectors - 34);
    Guids.put(header, 56, diskGuid);
    header.putLong(72, entriesSector).putInt(80, ENTRY_COUNT).putInt(84, ENTRY_BYTES);
    header.putInt(88, crc(entries.duplicate()));
    return header.putInt(16, crc(header.slice(0, GptHeader.SIZE_BYTES)));
  }

  private static ByteBuffer entries(List<Partition> partitions) {
    ByteBuffer entries = littleEndian(ENTRIES_BYTES);
    for (Partition partition : partitions) {
      int at = (partition.number() - 1) * ENTRY_BYTES;
      Guids.put(entries, at, UUID.fromString(partition.type()));
      Guids.put(entries, at + 16, UUID.fromString(partition.id()));
      entries.putLong(at + 32, partition.range().offset() / SECTOR_BYTES);
      entries.putLong(at + 40, partition.range().end() / SECTOR_BYTES - 1);
      entries.put(at + 56, partition.name().getBytes(StandardCharsets.UTF_16LE));
    }
    return entries;
  }

  private static void check(Partition partition, ByteRange room) {
    ByteRange range = partition.range();
    require(
        partition.number() >= 1 && partition.number() <= ENTRY_COUNT,
        "partition number " + partition.number());
    require(
        range.offset() % SECTOR_BYTES == 0
            && range.length() % SECTOR_BYTES == 0
            && !range.isEmpty()
            && room.contains(range),
        "partition %d at %s, room is %s".formatted(partition.number(), range, room));
    require(partition.name().length() <= NAME_CHARS, "partition name " + partition.name());
  }

  private static void checkApart(Partition one, Partition other) {
    require(
        one.number() != other.number() && !one.range().overlaps(other.range()),
        "partitions %d and %d overlap".formatted(one.number(), other.number()));
  }

  private static int crc(ByteBuffer bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static ByteBuffer littleEndian(int sizeBytes) {
    return ByteBuffer.allocate(sizeBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void require(boolean holds, String found) {
    if (!holds) {
      throw new IllegalArgumentException(found);
    }
  }
}
