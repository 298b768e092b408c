package io.tain.disk.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.testkit.Seeds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockSetTest {
  private static final int TABLE_BLOCKS = 512;

  /// Runs of every length, so that pages are full, empty, and anything between.
  @ParameterizedTest
  @ValueSource(ints = {1, 70, 5000, 20_000})
  void set_ofRandomRuns_answersAsABitSetDoes(int maxRun) {
    var random = new Random(Seeds.seed() + maxRun);
    var expected = new BitSet();
    var blocks = new BlockSet(TABLE_BLOCKS);
    int at = random.nextInt(maxRun);
    for (int i = 0; i < 20; i++) {
      int end = at + 1 + random.nextInt(maxRun);
      expected.set(at, end);
      for (int block = at; block < end; block++) {
        blocks.add(block);
      }
      at = end + 1 + random.nextInt(maxRun);
    }

    int rank = 0;
    var tables = new ArrayList<Long>();
    for (int block = 0; block < expected.length() + 10_000; block++) {
      assertThat(blocks.has(block)).isEqualTo(expected.get(block));
      assertThat(blocks.rank(block)).isEqualTo(rank);
      if (expected.get(block)) {
        assertThat(blocks.select(rank)).isEqualTo(block);
        rank++;
        long table = block / TABLE_BLOCKS;
        if (tables.isEmpty() || !tables.getLast().equals(table)) {
          tables.add(table);
        }
      }
      if (block % 97 == 0) {
        int next = expected.nextSetBit(block);
        assertThat(blocks.next(block)).isEqualTo(next < 0 ? Long.MAX_VALUE : next);
        assertThat(blocks.nextAbsent(block, block + 9000L))
            .isEqualTo(Math.min(expected.nextClearBit(block), block + 9000L));
      }
    }
    assertThat(blocks.count()).isEqualTo(rank);
    assertThat(blocks.tables().count()).isEqualTo(tables.size());
    for (int i = 0; i < tables.size(); i++) {
      assertThat(blocks.tables().select(i)).isEqualTo(tables.get(i));
    }
  }

  @Test
  void add_inAnotherOrder_isRefused() {
    var blocks = new BlockSet(0);
    blocks.add(7);

    assertThatThrownBy(() -> blocks.add(7)).isInstanceOf(IllegalArgumentException.class);
  }
}
