package io.tain.catalog;

import static io.tain.catalog.TestVersions.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.Actor;
import io.tain.base.ChannelName;
import io.tain.base.ErrorCode;
import io.tain.base.Reference;
import io.tain.base.TainException;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import io.tain.catalog.sql.SqlCatalog;
import io.tain.db.Change;
import io.tain.db.Database;
import io.tain.db.DatabasePlace;
import io.tain.db.EventLog;
import io.tain.db.LoggedEvent;
import io.tain.db.TestDatabases;
import io.tain.db.Transaction;
import io.tain.db.log.SqlEventLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A catalogue on an empty database.
public abstract class CatalogFixture {
  /// The image that most tests are about.
  protected static final ImageKey WEB = image("web");

  /// The catalogue that is tested.
  protected final Catalog catalog = new SqlCatalog();

  /// The log that its changes are recorded in.
  protected final EventLog log = new SqlEventLog();

  /// The database that it is kept in.
  protected Database database;

  @TempDir private Path folder;

  /// An empty database of the kind that is tested.
  protected abstract DatabasePlace emptyDatabase(Path folder);

  @BeforeEach
  void open() {
    database = TestDatabases.open(emptyDatabase(folder), SqlCatalog.SCHEMA);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /// Adds a version in a transaction of its own.
  protected final Version add(NewVersion version) {
    return change(tx -> catalog.addVersion(tx, version));
  }

  /// Hides a version in a transaction of its own.
  protected final Version hide(VersionId version) {
    return change(tx -> catalog.hideVersion(tx, TenantId.DEFAULT, version, TestVersions.NOW));
  }

  /// Moves a version to another state in a transaction of its own.
  protected final Version changeState(VersionId version, VersionState from, VersionState to) {
    var step = new StateChange(TenantId.DEFAULT, version, from, to);
    return change(tx -> catalog.changeState(tx, step));
  }

  /// Moves a channel of `WEB` in a transaction of its own.
  protected final Channel move(String name, Optional<VersionId> expected, VersionId to) {
    var step = new ChannelMove(WEB, new ChannelName(name), expected, to, TestVersions.NOW);
    return change(tx -> catalog.moveChannel(tx, step));
  }

  /// What a reference of the default tenant means.
  protected final Version resolve(String reference) {
    return read(tx -> catalog.resolve(tx, TenantId.DEFAULT, Reference.parse(reference)));
  }

  /// The events so far.
  protected final List<LoggedEvent> events() {
    return read(tx -> log.after(tx, 0, 1_000));
  }

  /// Asserts that a call is refused with this code.
  protected static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TainException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  /// What a query reads.
  protected final <T> T read(Function<Transaction, T> query) {
    return database.read(query::apply);
  }

  private <T> T change(Function<Transaction, Change<T>> mutator) {
    return database.transact(tx -> recorded(mutator.apply(tx)));
  }

  /// What a change made, once it is recorded.
  protected final <T> T recorded(Change<T> change) {
    return change.record(log, Actor.OWNER, TestVersions.NOW);
  }
}
