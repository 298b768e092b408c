package io.tain.fs;

import static org.assertj.core.api.Assertions.assertThat;

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
