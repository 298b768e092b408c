package io.tain.db;

import io.tain.base.Actor;
import io.tain.base.TenantId;
import io.tain.db.log.SqlEventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// A process that commits one event and is killed before it commits the next.
public final class CrashingWriter {
  private static final EventLog LOG = new SqlEventLog();

  private CrashingWriter() {}

  /// Writes `inside` to its output where it is to be killed.
  ///
  /// @param arguments the file of the database
  public static void main(String[] arguments) throws IOException {
    var place = new DatabasePlace.SqliteFile(Path.of(arguments[0]));
    Database database = TestDatabases.open(place);
    database.transact(tx -> append(tx, "committed"));
    database.transact(
        tx -> {
          append(tx, "lost");
          tx.atEnd(CrashingWriter::waitToBeKilled);
          return true;
        });
  }

  private static boolean append(Transaction tx, String action) {
    var fact = new Fact(TenantId.DEFAULT, action, "image:web", Map.of());
    LOG.append(tx, Event.allowed(Instant.EPOCH, Actor.OWNER, fact));
    return true;
  }

  // Everything is written by now, and only the commit is missing.
  private static void waitToBeKilled() {
    System.out.println("inside");
    try {
      int end = System.in.read();
      throw new IllegalStateException("not killed, but told " + end);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
