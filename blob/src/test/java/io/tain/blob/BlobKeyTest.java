package io.tain.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlobKeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "packs/3f/3f0a", "a.b-c_d/0", "1/2/3/4/5/6/7/8", "a..b"})
  void key_ofSafeSegments_isKept(String text) {
    assertThat(new BlobKey(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        "..",
        "../a",
        "a/..",
        "a/../b",
        ".a",
        "a/.b",
        "A",
        "a b",
        "a\\b",
        "a\0",
        "a\n",
        "ä",
        "a.tmp",
        "a.tmp/b",
        "1/2/3/4/5/6/7/8/9"
      })
  void key_ofAnythingElse_isMalformed(String text) {
    assertThatThrownBy(() -> new BlobKey(text))
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NAME_MALFORMED));
  }
}
