package io.tain.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceTest {
  @ParameterizedTest
  @ValueSource(strings = {"web", "acme/web", "web:stable", "web@2026.11.21", "a/web:beta@1c3f5a7b"})
  void parse_ofPrintedReference_isTheSame(String text) {
    assertThat(Reference.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Web", "web:", "web@", "a/b/c", "web@1@2", "-web", "../web", "web:a:b"})
  void parse_ofAnythingElse_isRefused(String text) {
    assertThatThrownBy(() -> Reference.parse(text)).isInstanceOf(TainException.class);
  }

  @Test
  void parse_parts_areNamed() {
    Reference reference = Reference.parse("acme/web:stable@7");

    assertThat(reference.namespace()).contains(new TenantId("acme"));
    assertThat(reference.channel()).contains(ChannelName.STABLE);
    assertThat(reference.version()).contains("7");
  }
}
