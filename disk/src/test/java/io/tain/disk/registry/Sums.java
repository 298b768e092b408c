package io.tain.disk.registry;

import io.tain.disk.DiskFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Makes the checksums of a changed file right, as a hostile file has them: random changes seldom
/// get
/// past them.
final class Sums {
  private static final int FOOTER_BYTES = 512;
  private static final int HEADER_BYTES = 1024;

  private Sums() {}

  static void correct(byte[] file, DiskFormat format) {
    switch (format) {
      case VHD -> correctVhd(file);
      case VHDX -> correctVhdx(file);
      case RAW, QCOW2, VMDK -> {}
    }
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
