package io.tain.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class VisibleTest {
  @Test
  void text_ofPlainText_isTheSame() {
    assertThat(Visible.text("镜像 -> /etc/\u00fc")).isEqualTo("镜像 -> /etc/\u00fc");
  }

  @Test
  void text_withWhatSteersATerminal_isSpeltOut() {
    assertThat(Visible.text("a\u001b[2Jb\nc\u009bd")).isEqualTo("a\\x1b[2Jb\\x0ac\\x9bd");
  }

  @Test
  void text_thatTurnsTheDirection_isSpeltOut() {
    assertThat(Visible.text("exe.\u202egnp")).isEqualTo("exe.\\u202egnp");
  }

  @Test
  void text_withABytesThatIsNotUtf8_isThatByte() {
    assertThat(Visible.text("a\udcff")).isEqualTo("a\\xff");
  }
}
