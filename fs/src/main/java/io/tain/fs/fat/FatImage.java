package io.tain.fs.fat;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.VirtualDisk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/// A small FAT file system that is made in memory: a label, and files in its root directory.
///
/// Immutable. The same label and files, in the same order, give the same bytes: times are the first
/// of FAT's calendar and the serial number is a checksum of what it holds.
///
/// ```java
/// byte[] seed = FatImage.labelled("CIDATA").with("user-data", userData).bytes();
/// ```
public final class FatImage {
  private static final int MAX_CONTENT_BYTES = 64 << 20;
  private static final int MEDIA_FIXED_DISK = 0xF8;

  private final String label;
  private final Map<String, byte[]> files;

  private FatImage(String label, Map<String, byte[]> files) {
    this.label = label;
    this.files = Collections.unmodifiableMap(files);
  }

  /// An empty file system.
  ///
  /// @param label 1 to 11 of `A-Z`, `0-9`, `_`, `-` and space
  public static FatImage labelled(String label) {
    if (!label.matches("[A-Z0-9_ -]{1,11}")) {
      throw new IllegalArgumentException("label " + label);
    }
    return new FatImage(label, Map.of());
  }

  /// This file system with one file more.
  ///
  /// @param name 1 to 255 characters, as Windows allows them; unlike all others regardless of case
  /// @throws TainException `quota.exceeded` when all files together are larger than 64 MiB
  public FatImage with(String name, byte[] content) {
    FatNameWriter.check(name);
    var more = new LinkedHashMap<>(files);
    if (more.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
      throw new IllegalArgumentException("two files named " + name);
    }
    more.put(name, content.clone());
    long total = more.values().stream().mapToLong(bytes -> bytes.length).sum();
    if (total > MAX_CONTENT_BYTES) {
      throw TainException.of(
          ErrorCode.QUOTA_EXCEEDED, "what", "fat", "limit", MAX_CONTENT_BYTES, "found", total);
    }
    return new FatImage(label, more);
  }

  /// The image as a read-only disk without a partition table.
  public VirtualDisk disk() {
    return new FatImageDisk(bytes());
  }

  /// The image; its length is a multiple of 16 KiB.
  ///
  /// @throws TainException `quota.exceeded` when the root directory cannot hold all names
  public byte[] bytes() {
    int[] sizes = files.values().stream().mapToInt(bytes -> bytes.length).toArray();
    FatImageLayout layout = FatImageLayout.of(sizes);
    ByteBuffer image = ByteBuffer.allocate(layout.totalBytes()).order(ByteOrder.LITTLE_ENDIAN);
    var directory = new FatDirectoryWriter(image, layout.rootOffset(), layout.rootEntries());
    writeBootSector(image, layout);
    var table = new FatTableWriter(image, layout, MEDIA_FIXED_DISK);
    directory.label(label);
    for (var file : files.entrySet()) {
      byte[] content = file.getValue();
      int first = table.chain(layout.clustersOf(content.length));
      directory.file(file.getKey(), first, content.length);
      if (content.length > 0) {
        image.put(layout.clusterOffset(first), content);
      }
    }
    return image.array();
  }

  private void writeBootSector(ByteBuffer image, FatImageLayout layout) {
    image.put(0, new byte[] {(byte) 0xEB, 0x3C, (byte) 0x90}).put(3, ascii("TAIN", 8));
    image.putShort(11, (short) FatImageLayout.SECTOR_BYTES);
    image.put(13, (byte) layout.sectorsPerCluster());
    image.putShort(14, (short) FatImageLayout.RESERVED_SECTORS);
    image.put(16, (byte) FatImageLayout.TABLES);
    image.putShort(17, (short) layout.rootEntries());
    int sectors = layout.totalSectors();
    image.putShort(19, (short) (sectors < 1 << 16 ? sectors : 0));
    image.put(21, (byte) MEDIA_FIXED_DISK);
    image.putShort(22, (short) layout.sectorsPerTable());
    image.putShort(24, (short) FatImageLayout.SECTORS_PER_TRACK).putShort(26, (short) 1);
    image.putInt(32, sectors < 1 << 16 ? 0 : sectors);
    image.put(36, (byte) 0x80).put(38, (byte) 0x29).putInt(39, serial());
    image.put(43, ascii(label, 11)).put(54, ascii("FAT" + layout.bits(), 8));
    image.putShort(510, (short) 0xAA55);
  }

  private int serial() {
    var checksum = new CRC32();
    checksum.update(label.getBytes(StandardCharsets.UTF_8));
    files.forEach(
        (name, content) -> {
          checksum.update(name.getBytes(StandardCharsets.UTF_8));
          checksum.update(content);
        });
    return (int) checksum.getValue();
  }

  static byte[] ascii(String text, int length) {
    return (text + " ".repeat(length - text.length())).getBytes(StandardCharsets.US_ASCII);
  }
}
