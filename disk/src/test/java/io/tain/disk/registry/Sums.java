package io.tain.disk.registry;

import io.tain.disk.DiskFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// Makes the checksums of a changed file right, as a hostile file has them: random changes seldom
/// get past them.
final class Sums {
  private static final int FOOTER_BYTES = 512;
  private static final int HEADER_BYTES = 1024;
  private static final int LOG_ENTRY = 0x6567_6F6C;

  private Sums() {}

  /// What corrects the files of a format.
  static FuzzSubject.Finish of(DiskFormat format) {
    return damaged -> {
      switch (format) {
        case VHD -> correctVhd(damaged);
        case VHDX -> correctVhdx(damaged);
        case RAW, QCOW2, VMDK -> {}
      }
      return damaged;
    };
  }

  /// Corrects both headers of a GPT and the sums of their entries.
  static byte[] correctGpt(byte[] disk) {
    for (int at : new int[] {512, disk.length - 512}) {
      if (at >= 512 && at + 512 <= disk.length) {
        ByteBuffer header = ByteBuffer.wrap(disk, at, 512).slice().order(ByteOrder.LITTLE_ENDIAN);
        long entriesAt = header.getLong(72) * 512;
        long entriesBytes = (header.getInt(80) & 0xFFFF_FFFFL) * header.getInt(84);
        if (entriesAt > 0 && entriesBytes > 0 && entriesBytes <= disk.length - entriesAt) {
          header.putInt(88, crc(disk, (int) entriesAt, (int) entriesBytes));
        }
        header.putInt(16, 0);
        header.putInt(16, crc(disk, at, Math.clamp(header.getInt(12), 0, 512)));
      }
    }
    return disk;
  }

  private static int crc(byte[] bytes, int offset, int length) {
    var crc = new CRC32();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  // The footer, its copy at the beginning, and the dynamic header behind that.
  private static void correctVhd(byte[] file) {
    if (file.length < FOOTER_BYTES + HEADER_BYTES) {
      return;
    }
    int footer = file.length - FOOTER_BYTES;
    putComplement(file, footer, FOOTER_BYTES, 64);
    System.arraycopy(file, footer, file, 0, FOOTER_BYTES);
    putComplement(file, FOOTER_BYTES, HEADER_BYTES, 36);
  }

  private static void putComplement(byte[] file, int at, int length, int sumAt) {
    ByteBuffer part = ByteBuffer.wrap(file, at, length).slice();
    part.putInt(sumAt, 0);
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += part.get(i) & 0xFF;
    }
    part.putInt(sumAt, ~sum);
  }

  // Both headers, both region tables.
  private static void correctVhdx(byte[] file) {
    putCrc(file, 64 << 10, 4096);
    putCrc(file, 128 << 10, 4096);
    putCrc(file, 192 << 10, 64 << 10);
    putCrc(file, 256 << 10, 64 << 10);
    correctLog(file);
  }

  // Entries of 4 KiB and more, one after the other.
  private static void correctLog(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 1 << 20; at + 4096 <= Math.min(file.length, 2 << 20); at += 4096) {
      int length = bytes.getInt(at + 8);
      if (bytes.getInt(at) == LOG_ENTRY && length >= 64 && length <= 1 << 20) {
        putCrc(file, at, length);
      }
    }
  }

  private static void putCrc(byte[] file, int at, int length) {
    if (file.length >= at + length) {
      ByteBuffer part = ByteBuffer.wrap(file, at, length).slice().order(ByteOrder.LITTLE_ENDIAN);
      part.putInt(4, 0);
      var crc = new CRC32C();
      crc.update(part.duplicate());
      part.putInt(4, (int) crc.getValue());
    }
  }
}
