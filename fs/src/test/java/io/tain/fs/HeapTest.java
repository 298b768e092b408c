package io.tain.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.SmallHeap;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Trees as large as the limits allow, and larger ones, are walked in less than 64 MiB of heap.
final class HeapTest {
  @ParameterizedTest
  @EnumSource(LargeTree.Shape.class)
  void walk_treeAtOrBeyondTheLimits_isShownOrRefused(LargeTree.Shape shape) {
    assertThat(SmallHeap.run(LargeTree.class, shape.name())).contains(shape.expected());
  }

  /// Names of one, two and mixed widths come in the order of their characters.
  @Test
  void sort_namesOfEveryScript_isTheOrderOfStrings() throws Exception {
    var random = new Random(20261122);
    var names = new TreeSet<String>();
    var held = new HeldNames("test");
    held.add("below", 1);
    HeldNames.Mark mark = held.mark();
    while (names.size() < 20_000) {
      var name = new StringBuilder();
      for (int i = random.nextInt(1, 40); i > 0; i--) {
        name.append(
            "aab.Z\u00e9\u00ff\u0100\u4e2d\ud83d\udc80\udce9\uffee".charAt(random.nextInt(13)));
      }
      if (names.add(name.toString())) {
        held.add(name.toString(), name.toString().hashCode());
      }
    }

    held.sort(mark);

    int index = mark.count();
    for (String name : names) {
      assertThat(held.name(index)).isEqualTo(name);
      assertThat(held.inode(index++)).isEqualTo(name.hashCode());
    }
    assertThat(held.mark().count()).isEqualTo(index);
    held.release(mark);
    assertThat(held.mark()).isEqualTo(mark);
    assertThat(held.name(0)).isEqualTo("below");
  }
}
