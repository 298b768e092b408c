package io.tain.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.PlainText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FileNamesTest {
  @Test
  void decode_utf8_isItsText() {
    for (String name : new String[] {"plain", "镜像", "🪞", "é", "\uFFFD"}) {
      assertThat(FileNames.decode(name.getBytes(StandardCharsets.UTF_8))).isEqualTo(name);
    }
  }

  @Test
  void decode_anyBytes_canBeUndone() {
    var random = new Random(Long.getLong("tain.seed", 20261121));
    for (int i = 0; i < 20_000; i++) {
      byte[] name = new byte[random.nextInt(9)];
      random.nextBytes(name);

      assertThat(encode(FileNames.decode(name))).isEqualTo(name);
    }
  }

  @Test
  void escaped_anyNames_canBeUndoneAndTyped() {
    var random = new Random(Long.getLong("tain.seed", 20261121));
    for (int i = 0; i < 20_000; i++) {
      var name = new StringBuilder();
      for (int length = random.nextInt(5); length > 0; length--) {
        int point = random.nextInt(random.nextBoolean() ? 0x100 : Character.MAX_CODE_POINT + 1);
        name.appendCodePoint(random.nextInt(4) == 0 ? "\\xuU0".charAt(point % 5) : point);
      }
      String text = FileNames.decode(encode(name.toString()));

      String escaped = FileNames.escaped(text);

      assertThat(FileNames.unescaped(escaped)).contains(text);
      assertThat(escaped.codePoints()).allMatch(PlainText::isPlain);
    }
  }

  @Test
  void escaped_namesThatWouldLookAlike_differ() {
    assertThat(FileNames.escaped("plain 镜像 🪞")).isEqualTo("plain 镜像 🪞");
    assertThat(FileNames.escaped("a\\xff")).isEqualTo("a\\\\xff");
    assertThat(FileNames.escaped("a\udcff")).isEqualTo("a\\xff");
    assertThat(FileNames.escaped("\u001b\u009b\udc9b")).isEqualTo("\\x1b\\u009b\\x9b");
    assertThat(FileNames.escaped("\u202e\ud800")).isEqualTo("\\u202e\\ud800");
    assertThat(FileNames.escaped(Character.toString(0xE0001))).isEqualTo("\\U000e0001");
  }

  @Test
  void unescaped_backslashThatBeginsNothing_isNothing() {
    for (String text :
        new String[] {"\\", "a\\b", "\\x1", "\\xg0", "\\u12", "\\U00110000", "\\Uffffffff"}) {
      assertThat(FileNames.unescaped(text)).as(text).isEmpty();
    }
  }

  private static byte[] encode(String text) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c >= 0xDC00 && c <= 0xDCFF) {
        bytes.write(c - 0xDC00);
      } else {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
      }
      i += Character.charCount(c);
    }
    return bytes.toByteArray();
  }
}
