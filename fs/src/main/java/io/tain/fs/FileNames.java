package io.tain.fs;

import io.tain.base.PlainText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Names as file systems of Unix hold them, which are bytes, as text.
///
/// For people and in JSON they are escaped, so that every name has a form that a terminal can show,
/// that can be typed, and that no other name has:
///
/// | in a name | escaped: a backslash and |
/// |---|---|
/// | a backslash | another one |
/// | a byte that is not UTF-8, or a control character of ASCII | `x` and two digits |
/// | another character that is not [PlainText] | `u` and four digits, else `U` and eight |
public final class FileNames {
  private static final int BYTES = 0xDC00;

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
      text.put((char) (BYTES + (bytes.get() & 0xFF)));
      decoder.reset();
    }
  }

  /// The escaped form of a name or path.
  public static String escaped(String text) {
    if (text.chars().allMatch(FileNames::isSimple)) {
      return text;
    }
    var escaped = new StringBuilder();
    text.codePoints().forEach(point -> escaped.append(escaped(point)));
    return escaped.toString();
  }

  /// The name or path that has this escaped form; empty when a backslash in it begins none.
  public static Optional<String> unescaped(String escaped) {
    var text = new StringBuilder();
    for (int at = 0; at < escaped.length(); ) {
      char c = escaped.charAt(at++);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char kind = at < escaped.length() ? escaped.charAt(at++) : 0;
      int digits = digits(kind);
      int point = digits == 0 ? '\\' : number(escaped, at, digits);
      if (digits < 0 || !Character.isValidCodePoint(point)) {
        return Optional.empty();
      }
      text.appendCodePoint(kind == 'x' && point >= 0x80 ? BYTES + point : point);
      at += digits;
    }
    return Optional.of(text.toString());
  }

  private static boolean isSimple(int c) {
    return c >= ' ' && c < 0x7F && c != '\\';
  }

  private static String escaped(int point) {
    if (point == '\\') {
      return "\\\\";
    }
    if (PlainText.isPlain(point)) {
      return Character.toString(point);
    }
    if (point < 0x80 || (point >= BYTES + 0x80 && point <= BYTES + 0xFF)) {
      return "\\x%02x".formatted(point & 0xFF);
    }
    return (point > 0xFFFF ? "\\U%08x" : "\\u%04x").formatted(point);
  }

  /// How many digits follow; −1 when nothing starts with a backslash and this.
  private static int digits(char kind) {
    return switch (kind) {
      case '\\' -> 0;
      case 'x' -> 2;
      case 'u' -> 4;
      case 'U' -> 8;
      default -> -1;
    };
  }

  /// So many hexadecimal digits; −1 when there are other characters.
  private static int number(String text, int at, int digits) {
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0 || number > Character.MAX_CODE_POINT) {
        return -1;
      }
      number = number << 4 | digit;
    }
    return number;
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
