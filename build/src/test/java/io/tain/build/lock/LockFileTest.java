package io.tain.build.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.build.Lock;
import io.tain.build.Locks;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LockFileTest {
  private final Random random = new Random(Long.getLong("tain.seed", 42));

  @Test
  void read_printed_isTheSame() {
    for (int i = 0; i < 200; i++) {
      Lock lock = Locks.any(random);

      assertThat(LockFile.read("a.lock.yaml", LockFile.print(lock))).isEqualTo(lock);
    }
  }

  @Test
  void read_mutated_isReadOrRefused() {
    String text = LockFile.print(Locks.any(random));
    for (int i = 0; i < 500; i++) {
      var mutant = new StringBuilder(text);
      mutant.setCharAt(random.nextInt(text.length()), (char) (random.nextInt(127) + 1));
      try {
        assertThat(LockFile.read("a.lock.yaml", mutant.toString()).layers()).isNotEmpty();
      } catch (TainException refused) {
        assertThat(refused.code()).isEqualTo(ErrorCode.RECIPE_MALFORMED);
      }
    }
  }

  @Test
  void read_newerFormat_isRefused() {
    String text = LockFile.print(Locks.any(random)).replace("lock: 1", "lock: 2");

    assertThatThrownBy(() -> LockFile.read("a.lock.yaml", text))
        .isInstanceOf(TainException.class)
        .hasMessageStartingWith("a.lock.yaml: at 1:7 (lock) expected 1, found 2");
  }
}
