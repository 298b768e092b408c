package io.tain.fs.xfs;

import io.tain.disk.ForeignTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Images that a kernel 6.1 filled, and what it said of them (fs/src/test/golden/make.sh).
final class Golden {
  static final int PATH = 0;
  static final int KIND = 1;
  static final int MODE = 2;
  static final int UID = 3;
  static final int GID = 4;
  static final int LINKS = 5;
  static final int SIZE = 6;
  static final int INODE = 7;
  static final int MODIFIED = 8;
  static final int ACCESSED = 9;
  static final int CHANGED = 10;
  static final int CREATED = 11;
  static final int CONTENT = 12;
  static final int EXTENTS = 13;
  static final int ATTRIBUTES = 14;

  private Golden() {}

  /// The image of a name, unpacked below a directory.
  static Path image(String name, Path directory) throws IOException {
    return unpacked(name + ".img.xz", directory);
  }

  /// The fields of each object, by its path in percent-encoding.
  static Map<String, List<String>> objects(String name, Path directory) throws IOException {
    var objects = new TreeMap<String, List<String>>();
    for (String line : Files.readAllLines(unpacked(name + ".tsv.xz", directory))) {
      List<String> fields = List.of(line.split("\t", -1));
      objects.put(fields.get(PATH), fields);
    }
    return objects;
  }

  /// Text as the guest wrote it: bytes that are no letter, digit or one of `_.-~/` as `%XX`.
  static String encoded(String text) {
    var encoded = new StringBuilder();
    for (byte b : bytes(text)) {
      boolean isPlain = b > 0 && (Character.isLetterOrDigit(b) || "_.-~/".indexOf(b) >= 0);
      encoded.append(isPlain ? "" + (char) b : "%%%02X".formatted(b & 0xFF));
    }
    return encoded.toString();
  }

  /// The bytes of a name, where a lone surrogate stands for one byte.
  private static byte[] bytes(String text) {
    var bytes = new ArrayList<Byte>();
    text.codePoints()
        .forEach(
            c -> {
              boolean isByte = c >= 0xDC00 && c <= 0xDCFF;
              byte[] one =
                  isByte
                      ? new byte[] {(byte) c}
                      : Character.toString(c).getBytes(StandardCharsets.UTF_8);
              for (byte b : one) {
                bytes.add(b);
              }
            });
    byte[] all = new byte[bytes.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = bytes.get(i);
    }
    return all;
  }

  private static Path unpacked(String name, Path directory) throws IOException {
    Path packed = directory.resolve(name);
    try (InputStream source = Golden.class.getResourceAsStream(name)) {
      Files.write(packed, source.readAllBytes());
    }
    ForeignTool.run("xz", "-d", packed.toString());
    return directory.resolve(name.substring(0, name.length() - 3));
  }
}
