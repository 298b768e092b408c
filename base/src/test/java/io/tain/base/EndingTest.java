package io.tain.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class EndingTest {
  @Test
  void step_afterOneThatFailed_isDoneAndTheFirstFailureThrown() {
    var done = new ArrayList<String>();
    var first = new IOException("first");
    var second = new IllegalStateException("second");

    Ending ending =
        new Ending().step(() -> fail(first)).step(() -> fail(second)).step(() -> done.add("last"));

    assertThat(done).containsExactly("last");
    assertThatThrownBy(ending::finish).isSameAs(first).hasSuppressedException(second);
  }

  private static void fail(IOException failure) throws IOException {
    throw failure;
  }

  private static void fail(RuntimeException failure) {
    throw failure;
  }
}
