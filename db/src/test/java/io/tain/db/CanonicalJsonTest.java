package io.tain.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CanonicalJsonTest {
  // RFC 8785, section 3.2.3: the keys of its example, in the order that it gives.
  @Test
  void write_keysOfTheRfc_areInItsOrder() {
    var map =
        Map.of(
            "\u20ac", "Euro Sign",
            "\r", "Carriage Return",
            "\ufb33", "Hebrew Letter Dalet With Dagesh",
            "1", "One",
            "\ud83d\ude00", "Emoji: Grinning Face",
            "\u0080", "Control",
            "\u00f6", "Latin Small Letter O With Diaeresis");

    assertThat(CanonicalJson.write(map))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  // RFC 8785, section 3.2.2.2: the string of its example.
  @Test
  void write_stringOfTheRfc_isEscapedAsItSays() {
    assertThat(CanonicalJson.write("\u20ac$\u000f\nA'B\"\\\\\"/"))
        .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
  }

  @Test
  void write_nested_hasNoWhiteSpace() {
    var value = Map.of("list", List.of(1, 2L, true, "x"), "empty", List.of(), "map", Map.of());

    assertThat(CanonicalJson.write(value))
        .isEqualTo("{\"empty\":[],\"list\":[1,2,true,\"x\"],\"map\":{}}");
  }

  static Stream<Object> others() {
    return Stream.of(
        1.5, Instant.EPOCH, (1L << 53) + 1, "\ud83d", "\ude00", "a\ud83db", Map.of("k", 'c'));
  }

  @ParameterizedTest
  @MethodSource("others")
  void write_whatHasNoExactForm_isAMistake(Object value) {
    assertThatThrownBy(() -> CanonicalJson.write(value))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
