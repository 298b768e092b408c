package io.tain.disk.gpt;

import static io.tain.disk.gpt.GptHeader.expect;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.UnreadBytesException;
import io.tain.disk.Violation;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/// The GUID partition table of a disk, from its first sound copy.
///
/// @param diskId the GUID of the disk in lower case
/// @param sectorBytes the logical sectors it counts in: 512 or 4096
/// @param partitions in the order of their numbers
/// @param notices what is wrong with the other copy; the disk is usable all the same
public record GptTable(
    String diskId, int sectorBytes, List<Partition> partitions, List<Violation> notices) {
  private static final int[] SECTOR_BYTES = {512, 4096};

  public GptTable {
    partitions = List.copyOf(partitions);
    notices = List.copyOf(notices);
  }

  /// Reads the table of a disk whose MBR announces one.
  ///
  /// @throws MalformedDiskException if neither copy is sound
  public static GptTable read(VirtualDisk disk) throws IOException {
    int sectorBytes = sectorBytes(disk);
    expect(
        disk.sizeBytes() >= 6L * sectorBytes, 0, "at least 6 sectors", disk.sizeBytes() + " bytes");
    GptTable primary;
    try {
      primary = readCopy(disk, sectorBytes, 1);
    } catch (MalformedDiskException damage) {
      return backupOrElse(disk, sectorBytes, damage);
    }
    return primary.withBackupChecked(disk);
  }

  private static GptTable backupOrElse(
      VirtualDisk disk, int sectorBytes, MalformedDiskException damage) throws IOException {
    try {
      return readCopy(disk, sectorBytes, disk.sizeBytes() / sectorBytes - 1)
          .withNotice(Violation.of(damage));
    } catch (MalformedDiskException alsoDamaged) {
      damage.addSuppressed(alsoDamaged);
      throw damage;
    }
  }

  private GptTable withBackupChecked(VirtualDisk disk) throws IOException {
    try {
      long backup = GptHeader.read(disk, sectorBytes, 1).otherSector();
      GptTable copy = readCopy(disk, sectorBytes, backup);
      expect(
          copy.partitions.equals(partitions) && copy.diskId.equals(diskId),
          backup * sectorBytes,
          "a copy equal to the first one",
          "other partitions");
      return this;
    } catch (MalformedDiskException damage) {
      return withNotice(Violation.of(damage));
    } catch (UnreadBytesException unread) {
      // Whoever reads the end of the disk checks it.
      return this;
    }
  }

  private GptTable withNotice(Violation notice) {
    return new GptTable(diskId, sectorBytes, partitions, List.of(notice));
  }

  private static int sectorBytes(VirtualDisk disk) throws IOException {
    for (int size : SECTOR_BYTES) {
      if (disk.sizeBytes() >= 2L * size
          && disk.bytes(new ByteRange(size, 8)).getLong() == GptHeader.SIGNATURE) {
        return size;
      }
    }
    return SECTOR_BYTES[0];
  }

  private static GptTable readCopy(VirtualDisk disk, int sectorBytes, long sector)
      throws IOException {
    GptHeader header = GptHeader.read(disk, sectorBytes, sector);
    ByteBuffer entries = disk.bytes(header.entries()).order(ByteOrder.LITTLE_ENDIAN);
    var crc = new CRC32();
    crc.update(entries.duplicate());
    expect(
        (int) crc.getValue() == header.shape().crc(),
        sector * sectorBytes + 88,
        "CRC of the entries " + crc.getValue(),
        header.shape().crc() & 0xFFFF_FFFFL);
    List<Partition> partitions = partitions(header, entries, sectorBytes);
    checkOverlap(partitions);
    return new GptTable(header.diskGuid().toString(), sectorBytes, partitions, List.of());
  }

  private static List<Partition> partitions(GptHeader header, ByteBuffer entries, int sectorBytes) {
    var partitions = new ArrayList<Partition>();
    for (int i = 0; i < header.shape().count(); i++) {
      int at = i * header.shape().sizeBytes();
      UUID type = Guids.get(entries, at);
      if (!type.equals(Guids.NONE)) {
        long first = entries.getLong(at + 32);
        long last = entries.getLong(at + 40);
        expect(
            first >= header.usable().first() && first <= last && last <= header.usable().last(),
            header.entries().offset() + at + 32,
            "a partition inside the usable sectors",
            first + " to " + last);
        partitions.add(
            new Partition(
                i + 1,
                ByteRange.between(first * sectorBytes, (last + 1) * sectorBytes),
                type.toString(),
                Guids.get(entries, at + 16).toString(),
                name(entries.slice(at + 56, 72))));
      }
    }
    return partitions;
  }

  private static String name(ByteBuffer field) {
    String name = StandardCharsets.UTF_16LE.decode(field).toString();
    int end = name.indexOf('\0');
    return end < 0 ? name : name.substring(0, end);
  }

  private static void checkOverlap(List<Partition> partitions) {
    PartitionTable.overlap(partitions)
        .ifPresent(
            overlap -> {
              throw overlap.refusal("gpt");
            });
  }
}
