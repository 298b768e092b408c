package io.tain.crypto.local;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.crypto.DomainKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/// A key as one line of text: `tain-key-1 <64 hexadecimal digits>`.
final class KeyFile {
  private static final String PREFIX = "tain-key-1 ";
  private static final int SIZE_BYTES = PREFIX.length() + 2 * DomainKey.SIZE_BYTES + 1;

  private KeyFile() {}

  static byte[] encode(byte[] key) {
    String line = PREFIX + HexFormat.of().formatHex(key) + "\n";
    return line.getBytes(StandardCharsets.US_ASCII);
  }

  /// The 32 bytes that the file holds.
  static byte[] read(Path file) throws IOException {
    if (Files.size(file) != SIZE_BYTES) {
      throw damaged(file, SIZE_BYTES + " bytes", Files.size(file));
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
    String hex = text.substring(PREFIX.length(), SIZE_BYTES - 1);
    if (!text.startsWith(PREFIX) || !text.endsWith("\n") || !hex.matches("[0-9a-f]+")) {
      throw damaged(file, PREFIX + "<64 hexadecimal digits>", "another text");
    }
    return HexFormat.of().parseHex(hex);
  }

  private static TainException damaged(Path file, Object expected, Object found) {
    return TainException.of(
        ErrorCode.STORE_DAMAGED, "object", file, "offset", 0, "expected", expected, "found", found);
  }
}
