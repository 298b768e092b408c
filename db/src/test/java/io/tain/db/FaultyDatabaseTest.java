package io.tain.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.TainException;
import io.tain.db.FaultyDatabase.Fault;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultyDatabaseTest extends DatabaseFixture {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.sqlite(folder);
  }

  @ParameterizedTest
  @CsvSource({"LOST,b", "LANDED,a b"})
  void transact_failingOnce_leavesWhatTheFaultSays(Fault fault, String expected) {
    var faulty = new FaultyDatabase(database);
    faulty.failNextCommit(fault);

    assertThatThrownBy(() -> faulty.transact(tx -> insert(tx, 1, "a")))
        .isInstanceOf(TainException.class);
    faulty.transact(tx -> insert(tx, 2, "b"));

    assertThat(notes()).isEqualTo(expected);
  }
}
