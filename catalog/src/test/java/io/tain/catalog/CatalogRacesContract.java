package io.tain.catalog;

import static io.tain.catalog.TestVersions.id;
import static io.tain.catalog.TestVersions.imported;
import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.db.LoggedEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// What every catalogue keeps when several change it at once.
public abstract class CatalogRacesContract extends CatalogFixture {
  private static final String WON = "won";

  @RepeatedTest(5)
  void addVersion_sameLabelByTwo_isWonByOne() throws Exception {
    List<String> outcomes = race(2, number -> add(imported(WEB, "1", id(number))));

    assertThat(outcomes).containsExactly(ErrorCode.VERSION_EXISTS.text(), WON);
    assertThat(events()).hasSize(1);
  }

  @Test
  void addVersion_otherLabelsByMany_allStayInOneLine() throws Exception {
    List<String> outcomes = race(20, number -> add(imported(WEB, "v" + number, id(number))));

    assertThat(outcomes).hasSize(20).containsOnly(WON);
    assertThat(read(tx -> catalog.versions(tx, WEB)).size()).isEqualTo(20);
    assertThat(events())
        .extracting(LoggedEvent::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
  }

  @RepeatedTest(5)
  void moveChannel_toTwoVersionsAtOnce_isWonByOne() throws Exception {
    add(imported(WEB, "0", id(0)));
    add(imported(WEB, "1", id(1)));

    List<String> outcomes = race(2, number -> move("stable", Optional.empty(), id(number)));

    assertThat(outcomes).containsExactly(ErrorCode.CHANNEL_MOVED.text(), WON);
    assertThat(read(tx -> catalog.channels(tx, WEB)).size()).isEqualTo(1);
    assertThat(events()).hasSize(3);
  }

  @RepeatedTest(5)
  void hideVersion_whileAChannelMovesToIt_leavesNoChannelToNothing() throws Exception {
    add(imported(WEB, "0", id(0)));

    List<String> outcomes =
        race(
            2,
            number -> {
              if (number == 0) {
                hide(id(0));
              } else {
                move("stable", Optional.empty(), id(0));
              }
            });

    assertThat(outcomes)
        .hasSize(2)
        .contains(WON)
        .containsAnyOf(ErrorCode.VERSION_IN_USE.text(), ErrorCode.VERSION_NOT_FOUND.text());
  }

  /// The outcomes of as many threads that begin together, sorted: `won`, or the code of a refusal.
  private static List<String> race(int threads, IntConsumer step) throws Exception {
    var start = new CyclicBarrier(threads);
    var outcomes = new ArrayList<String>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<String>>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        futures.add(
            executor.submit(
                () -> {
                  start.await();
                  return outcome(number, step);
                }));
      }
      for (Future<String> future : futures) {
        outcomes.add(future.get());
      }
    }
    Collections.sort(outcomes);
    return outcomes;
  }

  private static String outcome(int number, IntConsumer step) {
    try {
      step.accept(number);
      return WON;
    } catch (TainException e) {
      return e.code().text();
    }
  }
}
