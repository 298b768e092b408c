package io.tain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class SeedsTest {
  @Test
  void random_ofOneSeed_isAlwaysTheSame() {
    assertThat(Seeds.random(7).nextLong()).isEqualTo(Seeds.random(7).nextLong());
  }

  @Test
  void repeat_givesEachRunOtherNumbers() {
    var numbers = new ArrayList<Long>();

    Seeds.repeat(3, random -> numbers.add(random.nextLong()));

    assertThat(numbers).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void repeat_failingTest_namesItsSeed() {
    assertThatThrownBy(() -> Seeds.repeat(1, _ -> assertThat(1).isEqualTo(2)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("repeat with -Dtain.seed=" + Seeds.seed());
  }
}
