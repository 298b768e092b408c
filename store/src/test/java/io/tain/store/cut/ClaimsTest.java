package io.tain.store.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ByteRange;
import io.tain.testkit.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ClaimsTest {
  @Test
  void firstFree_randomClaims_isWhatNobodyHas() {
    Seeds.repeat(200, random -> compareWithBytes(random, random.nextInt(1, 400), 20));
  }

  @Test
  void firstFree_claimsOfManyPages_isWhatNobodyHas() {
    Seeds.repeat(10, random -> compareWithBytes(random, 20_000, 3));
  }

  @Test
  void firstFree_nothingClaimed_isTheRange() {
    assertThat(new Claims(100).firstFree(20, 40)).isEqualTo(ByteRange.between(20, 40));
  }

  @Test
  void firstFree_beyondTheDisk_isEmpty() {
    var claims = new Claims(100);

    claims.add(new ByteRange(90, 200));

    assertThat(claims.firstFree(95, 300).isEmpty()).isTrue();
    assertThat(claims.firstFree(150, 300).isEmpty()).isTrue();
  }

  private static void compareWithBytes(RandomGenerator random, int size, int maxLength) {
    var claims = new Claims(size);
    var taken = new boolean[size];
    for (int i = 0; i < size / 2; i++) {
      int bound = random.nextInt(100) == 0 ? size : maxLength;
      var range = new ByteRange(random.nextInt(size), random.nextInt(bound));
      claims.add(range);
      int end = (int) Math.min(range.end(), size);
      Arrays.fill(taken, (int) range.offset(), end, true);
      int from = random.nextInt(size);
      int to = random.nextInt(from, size + 10);
      assertThat(claims.firstFree(from, to)).satisfies(free -> isFirst(free, taken, from, to));
    }
  }

  private static void isFirst(ByteRange free, boolean[] taken, int from, int to) {
    int end = Math.min(to, taken.length);
    int start = from;
    while (start < end && taken[start]) {
      start++;
    }
    int stop = start;
    while (stop < end && !taken[stop]) {
      stop++;
    }
    assertThat(free.length()).isEqualTo(stop - start);
    if (stop > start) {
      assertThat(free.offset()).isEqualTo(start);
    }
  }
}
