package io.tain.fs;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Names as file systems of Unix hold them, which are bytes, as text.
public final class FileNames {
  private FileNames() {}

  /// The text of a name: UTF-8, where a byte that is not is the surrogate `U+DC00 + byte`.
  ///
  /// No two names have one text, since UTF-8 never decodes to a lone surrogate (Python's PEP 383).
  public static String decode(byte[] name) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(name);
    CharBuffer text = CharBuffer.allocate(name.length + 1);
    while (true) {
      CoderResult result = decoder.decode(bytes, text, true);
      if (!result.isError()) {
        return text.flip().toString();
      }
      text.put((char) (0xDC00 + (bytes.get() & 0xFF)));
      decoder.reset();
    }
  }

  /// True when a directory may hold this name: 1 to 255 bytes, no `/` and no zero byte.
  public static boolean isValid(byte[] name) {
    for (byte b : name) {
      if (b == '/' || b == 0) {
        return false;
      }
    }
    return name.length >= 1 && name.length <= 255;
  }
}
