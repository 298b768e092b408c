package io.tain.fs.registry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Bytes at a fixed place that only one format has there.
///
/// The places are those of util-linux's libblkid (superblocks/*.c); that of ZFS is the first
/// name of the list of names in its first label.
///
/// @param type the format in one word
/// @param offset from the start of the partition, in bytes
/// @param bytes one character for each byte
record Signature(String type, int offset, String bytes) {
  /// The bytes from a partition's start that hold every signature.
  static final int WINDOW_BYTES = 128 * 1024;

  /// The magic that ext2, ext3 and ext4 share.
  static final String EXT = "ext";

  static final List<Signature> ALL =
      List.of(
          text("luks", 0, "LUKS\u00ba\u00be"),
          text("xfs", 0, "XFSB"),
          text("squashfs", 0, "hsqs"),
          text("ntfs", 3, "NTFS    "),
          text("exfat", 3, "EXFAT   "),
          text("bitlocker", 3, "-FVE-FS-"),
          hex("refs", 3, "5265465300000000"),
          text("apfs", 32, "NXSB"),
          text("lvm", 0, "LABELONE"),
          text("lvm", 512, "LABELONE"),
          text("lvm", 1024, "LABELONE"),
          text("lvm", 1536, "LABELONE"),
          hex(EXT, 1080, "53ef"),
          hex("erofs", 1024, "e2e1f5e0"),
          hex("f2fs", 1024, "1020f5f2"),
          text("hfsplus", 1024, "H+"),
          hex("raid", 0, "fc4e2ba9"),
          hex("raid", 4096, "fc4e2ba9"),
          hex("bcache", 4120, "c68573f64e1a45ca"),
          hex("bcachefs", 4120, "c68573f666ce90a9"),
          text("swap", 4096 - 10, "SWAPSPACE2"),
          text("swap", 16384 - 10, "SWAPSPACE2"),
          text("swap", 65536 - 10, "SWAPSPACE2"),
          hex("zfs", 16384 + 20, "0000000776657273696f6e00"),
          text("jfs", 32768, "JFS1"),
          text("iso9660", 32769, "CD001"),
          text("reiserfs", 65588, "ReIsEr"),
          text("btrfs", 65600, "_BHRfS_M"));

  boolean matches(byte[] window) {
    int end = offset + bytes.length();
    byte[] expected = bytes.getBytes(StandardCharsets.ISO_8859_1);
    return end <= window.length && Arrays.equals(window, offset, end, expected, 0, expected.length);
  }

  private static Signature text(String type, int offset, String text) {
    return new Signature(type, offset, text);
  }

  private static Signature hex(String type, int offset, String digits) {
    byte[] bytes = HexFormat.of().parseHex(digits);
    return new Signature(type, offset, new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
