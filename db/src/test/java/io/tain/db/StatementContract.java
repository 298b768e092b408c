package io.tain.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.ImageName;
import io.tain.base.TainException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What statements of every database take and give.
public abstract class StatementContract extends DatabaseFixture {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "镜像 🪞", "it's; -- :not \"a\" ${text}", "\n\t\\"})
  void text_written_isReadAsItWas(String text) {
    database.transact(tx -> insert(tx, 1, text));

    assertThat(notes()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1L << 31, 1L << 53, Long.MAX_VALUE})
  void number_written_isReadAsItWas(long number) {
    database.transact(tx -> insert(tx, number, "n"));

    assertThat(ids()).containsExactly(number);
  }

  @Test
  void smallNumber_tooLarge_isNoNumber() {
    database.transact(tx -> insert(tx, 1L << 31, "n"));

    assertThatThrownBy(
            () ->
                database.read(
                    tx -> tx.sql("select id from note").list(row -> row.smallNumber("id"))))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void values_ofEveryType_areReadAsTheyWere() {
    byte[] bytes = {0, -1, 127, 10};
    Instant moment = Instant.parse("2026-11-21T09:30:00.123456Z");

    Found found = insertAndRead(Map.of("flag", true, "data", bytes, "moment", moment));

    assertThat(found.flag()).contains(true);
    assertThat(found.data()).hasValueSatisfying(data -> assertThat(data).isEqualTo(bytes));
    assertThat(found.moment()).contains(moment);
  }

  @Test
  void values_absent_areAbsent() {
    Found found = insertAndRead(Map.of("moment", Optional.empty()));

    assertThat(found.flag()).isEmpty();
    assertThat(found.data()).isEmpty();
    assertThat(found.moment()).isEmpty();
  }

  @Test
  void values_optional_areTheirValues() {
    Found found =
        insertAndRead(Map.of("flag", Optional.of(false), "moment", Optional.of(Instant.EPOCH)));

    assertThat(found.flag()).contains(false);
    assertThat(found.moment()).contains(Instant.EPOCH);
  }

  @Test
  void moments_asTexts_sortAsTimesDo() {
    var moments =
        List.of(
            Instant.parse("2026-11-21T09:30:00Z"),
            Instant.parse("2026-11-21T09:30:00.000001Z"),
            Instant.parse("2026-11-21T09:30:00.1Z"),
            Instant.parse("2026-11-21T09:30:01Z"));
    database.transact(
        tx -> {
          for (int i = moments.size() - 1; i >= 0; i--) {
            insertNamed(tx, i, Map.of("moment", moments.get(i)));
          }
          return true;
        });

    List<Instant> sorted =
        database.read(
            tx ->
                tx.sql("select moment from note order by moment").list(row -> row.time("moment")));
    assertThat(sorted).isEqualTo(moments);
  }

  @Test
  void texts_inOrder_areOrderedByTheirBytes() {
    database.transact(
        tx -> {
          var texts = List.of("é", "a", "_", "Z", "镜", "1");
          texts.forEach(text -> insert(tx, texts.indexOf(text), text));
          return true;
        });

    assertThat(notes()).isEqualTo("1 Z _ a é 镜");
  }

  @Test
  void bind_identifier_isItsText() {
    database.transact(
        tx ->
            tx.sql("insert into note (id, body) values (1, :body)")
                .bind("body", new ImageName("web"))
                .update());

    assertThat(notes()).isEqualTo("web");
  }

  @Test
  void bind_twiceInOneStatement_isTheSame() {
    database.transact(tx -> insert(tx, 7, "7"));

    List<Long> found =
        database.read(
            tx ->
                tx.sql("select id from note where id = :id or (:id = 8 and 1 = 1)")
                    .bind("id", 7L)
                    .list(row -> row.number("id")));
    assertThat(found).containsExactly(7L);
  }

  @Test
  void bind_missingUnknownOrEnum_isAMistake() {
    assertMistake(() -> database.read(tx -> tx.sql("select :a as x").list(row -> row.text("x"))));
    assertMistake(() -> database.read(tx -> tx.sql("select 1 as x").bind("a", 1L).update()));
    assertMistake(
        () -> database.read(tx -> tx.sql("select :a as x").bind("a", Decision.ALLOWED).update()));
  }

  @Test
  void bindList_none_findsNothing() {
    database.transact(tx -> insert(tx, 1, "a"));

    assertThat(among(List.of())).isEmpty();
  }

  @Test
  void bindList_many_findsThem() {
    List<Long> ids = IntStream.range(0, 3_000).mapToObj(Long::valueOf).toList();
    database.transact(StatementContract::insertMany);

    assertThat(among(ids)).hasSize(2_500).startsWith(0L, 1L).endsWith(2_499L);
  }

  @Test
  void forEach_manyRows_givesEachInOrder() {
    database.transact(StatementContract::insertMany);
    var seen = new ArrayList<Long>();

    database.read(
        tx -> {
          tx.sql("select id from note order by id").forEach(row -> seen.add(row.number("id")));
          return true;
        });

    assertThat(seen).hasSize(2_500).isSorted();
  }

  @Test
  void updateAll_nothing_changesNothing() {
    database.transact(
        tx -> {
          tx.sql("insert into note (id, body) values (:id, :body)")
              .updateAll(List.<Long>of(), (insert, id) -> insert.bind("id", id));
          return true;
        });

    assertThat(notes()).isEmpty();
  }

  @Test
  void update_breakingAKey_isAConstraint() {
    database.transact(tx -> insert(tx, 1, "a"));

    assertConstraint(() -> database.transact(tx -> insert(tx, 1, "b")));
    assertConstraint(() -> database.transact(tx -> insert(tx, 2, "a")));
    assertConstraint(() -> database.transact(tx -> insert(tx, -1, "b")));
    assertConstraint(
        () -> database.transact(tx -> tx.sql("insert into note (id) values (5)").update()));
    assertConstraint(
        () ->
            database.transact(
                tx -> tx.sql("insert into note (id, body, parent) values (2, 'b', 9)").update()));
  }

  @Test
  void updateAll_breakingAKey_isAConstraint() {
    assertConstraint(
        () ->
            database.transact(
                tx -> {
                  tx.sql("insert into note (id, body) values (1, :body)")
                      .updateAll(List.of("a", "b"), (insert, body) -> insert.bind("body", body));
                  return true;
                }));
  }

  @Test
  void sql_colonInQuotes_isNoParameter() {
    List<String> found =
        database.read(
            tx ->
                tx.sql("select ':id' as x where 7 = :id")
                    .bind("id", 7L)
                    .list(row -> row.text("x")));

    assertThat(found).containsExactly(":id");
  }

  private record Found(Optional<Boolean> flag, Optional<byte[]> data, Optional<Instant> moment) {}

  private Found insertAndRead(Map<String, ?> values) {
    database.transact(tx -> insertNamed(tx, 1, values));
    return database.read(
        tx ->
            tx.sql(
                    """
                    select flag is not null as has_flag, flag, data is not null as has_data, data,
                      moment from note
                    """)
                .first(
                    row ->
                        new Found(
                            row.flag("has_flag") ? Optional.of(row.flag("flag")) : Optional.empty(),
                            row.flag("has_data")
                                ? Optional.of(row.bytes("data"))
                                : Optional.empty(),
                            row.optionalTime("moment")))
                .orElseThrow());
  }

  private static int insertNamed(Transaction tx, long id, Map<String, ?> values) {
    Statement insert =
        tx.sql(
                "insert into note (id, body, flag, data, moment) values (:id, :body, :flag, :data, :moment)")
            .bind("id", id)
            .bind("body", "note " + id);
    for (String name : List.of("flag", "data", "moment")) {
      insert.bind(name, values.containsKey(name) ? values.get(name) : Optional.empty());
    }
    return insert.update();
  }

  private static boolean insertMany(Transaction tx) {
    tx.sql("insert into note (id, body) values (:id, :body)")
        .updateAll(
            IntStream.range(0, 2_500).boxed().toList(),
            (insert, id) -> insert.bind("id", id).bind("body", "note " + id));
    return true;
  }

  private List<Long> ids() {
    return database.read(tx -> tx.sql("select id from note").list(row -> row.number("id")));
  }

  private List<Long> among(List<Long> ids) {
    return database.read(
        tx ->
            tx.sql("select id from note where id in (:ids) order by id")
                .bindList("ids", ids)
                .list(row -> row.number("id")));
  }

  private static void assertConstraint(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConstraintException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.DATABASE_FAILED));
  }

  private static void assertMistake(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .isNotInstanceOf(TainException.class);
  }
}
