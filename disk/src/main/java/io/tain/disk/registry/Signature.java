package io.tain.disk.registry;

import io.tain.base.ByteRange;
import io.tain.disk.UnreadBytesException;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The bytes by which a format is known.
///
/// @param name as the format's specification calls it
/// @param offset in the file, in bytes; from the end when negative
record Signature(String name, long offset, ByteBuffer bytes) {
  private static final String QCOW1 = "qcow1";
  private static final String QCOW2 = "qcow2";
  static final String LUKS = "luks";
  private static final Signature LUKS_HEADER = hex(LUKS, 0, "4c554b53babe");

  /// Every format that is known, be it only to refuse it by name.
  static final List<Signature> ALL =
      all(
          hex(QCOW1, 0, "514649fb00000001"),
          hex(QCOW2, 0, "514649fb"),
          text("qed", 0, "QED\0"),
          text("vmdk", 0, "KDMV"),
          text("vmdk", 0, "COWD"),
          text("vmdk", 0, "# Disk DescriptorFile"),
          text("vhd", 0, "conectix"),
          text("vhd", -512, "conectix"),
          text("vhdx", 0, "vhdxfile"),
          hex("vdi", 64, "7f10dabe"),
          text("parallels", 0, "WithoutFreeSpace"),
          text("parallels", 0, "WithouFreSpacExt"),
          text("bochs", 0, "Bochs Virtual HD Image"),
          text("cloop", 0, "#!/bin/sh\n#V2.0 Format"),
          text("dmg", -512, "koly"),
          text("iso", 0x8001, "CD001"),
          text("iso", 0x8801, "CD001"),
          text("udf", 0x8801, "NSR0"),
          LUKS_HEADER,
          text("tar", 257, "ustar"),
          text("zip", 0, "PK\3\4"),
          hex("gzip", 0, "1f8b08"),
          hex("xz", 0, "fd377a585a00"),
          hex("zstd", 0, "28b52ffd"),
          text("bzip2", 0, "BZh"),
          text("7z", 0, "7z\u00bc\u00af"));

  /// The frames that are skipped have 16 magic numbers; what compresses in parallel begins with
  /// one.
  private static List<Signature> all(Signature... others) {
    Stream<Signature> skipped =
        IntStream.range(0, 16).mapToObj(i -> hex("zstd", 0, "5%x2a4d18".formatted(i)));
    return Stream.concat(Arrays.stream(others), skipped).toList();
  }

  /// The formats whose signatures a file bears, each once, in the order of [#ALL].
  static List<String> namesIn(VirtualDisk file) throws IOException {
    var names = new LinkedHashSet<String>();
    for (Signature signature : ALL) {
      if (signature.isIn(file)) {
        names.add(signature.name);
      }
    }
    if (names.contains(QCOW1)) {
      names.remove(QCOW2);
    }
    return List.copyOf(names);
  }

  /// True for a disk or partition that is encrypted as a whole.
  static boolean isLuks(VirtualDisk disk) throws IOException {
    return LUKS_HEADER.isIn(disk);
  }

  private boolean isIn(VirtualDisk file) throws IOException {
    long at = offset < 0 ? file.sizeBytes() + offset : offset;
    if (at < 0 || at > file.sizeBytes() - bytes.remaining()) {
      return false;
    }
    try {
      return file.bytes(new ByteRange(at, bytes.remaining())).equals(bytes);
    } catch (UnreadBytesException atItsEnd) {
      return false;
    }
  }

  private static Signature hex(String name, long offset, String hex) {
    return new Signature(name, offset, ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  private static Signature text(String name, long offset, String text) {
    return new Signature(name, offset, ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
