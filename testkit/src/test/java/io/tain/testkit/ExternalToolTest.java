package io.tain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ExternalToolTest {
  @Test
  void run_toolThatSucceeds_givesItsOutput() {
    assertThat(ExternalTool.of("sh", "-c").run("echo one; echo two >&2")).isEqualTo("one\ntwo\n");
  }

  @Test
  void run_toolThatFails_failsWithItsOutput() {
    assertThatThrownBy(() -> ExternalTool.of("sh", "-c").run("echo why; exit 3"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ended with 3: why");
  }

  @Test
  void runToEnd_toolThatFails_givesItsExitCode() {
    assertThat(ExternalTool.of("sh", "-c").runToEnd("exit 3").exitCode()).isEqualTo(3);
  }
}
