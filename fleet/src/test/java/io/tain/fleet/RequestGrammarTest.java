package io.tain.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestGrammarTest {
  @Test
  void portRule_bothForms_areRead() {
    assertThat(PortRule.parse("8080:80")).isEqualTo(new PortRule(OptionalInt.of(8080), 80));
    assertThat(PortRule.parse("auto:80")).isEqualTo(new PortRule(OptionalInt.empty(), 80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "80", "0:80", "80:0", "65536:80", "auto:", "a:80", "80:80:80", "-1:80"})
  void portRule_anythingElse_isMalformed(String text) {
    assertThatThrownBy(() -> PortRule.parse(text))
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_MALFORMED));
  }

  @Test
  void waitCondition_bothForms_areReadAndPrintedBack() {
    assertThat(WaitCondition.parse("http:80")).isEqualTo(new WaitCondition.Http(80));
    assertThat(WaitCondition.parse("serial:a: b")).isEqualTo(new WaitCondition.Serial("a: b"));
    assertThat(WaitCondition.parse("http:80")).hasToString("http:80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http:", "http:0", "http:70000", "serial:", "tcp:80"})
  void waitCondition_anythingElse_isMalformed(String text) {
    assertThatThrownBy(() -> WaitCondition.parse(text))
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_MALFORMED));
  }
}
