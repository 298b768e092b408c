package io.tain.store.crash;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.db.Database;
import io.tain.db.Work;
import io.tain.testkit.files.SimulatedFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// A real SQLite whose commits are steps that can meet a fault.
///
/// A commit that is torn leaves a log whose last transaction lacks its second half.
final class SteppedDatabase implements Database {
  private static final String LOG = "tain.db-wal";

  private final Database database;
  private final SimulatedFiles files;
  private final Path folder;
  private final Path tornFolder;

  /// @param folder of the database's files
  /// @param tornFolder where a torn commit leaves them
  SteppedDatabase(Database database, SimulatedFiles files, Path folder, Path tornFolder) {
    this.database = database;
    this.files = files;
    this.folder = folder;
    this.tornFolder = tornFolder;
  }

  @Override
  public <T, X extends Exception> T transact(Work<T, X> work) throws X {
    List<T> results = new ArrayList<>();
    List<Exception> failures = new ArrayList<>();
    try {
      files.commit(folder, () -> run(work, results, failures), () -> tear(work, results, failures));
    } catch (IOException e) {
      throw TainException.of(ErrorCode.DATABASE_FAILED, "reason", String.valueOf(e.getMessage()))
          .causedBy(e);
    }
    if (!failures.isEmpty()) {
      @SuppressWarnings("unchecked") // run() keeps nothing but what the work may throw
      X failure = (X) failures.getFirst();
      throw failure;
    }
    return results.getFirst();
  }

  @Override
  public <T, X extends Exception> T read(Work<T, X> work) throws X {
    return database.read(work);
  }

  @Override
  public void close() {
    database.close();
  }

  private <T, X extends Exception> void run(
      Work<T, X> work, List<T> results, List<Exception> failures) {
    try {
      results.add(database.transact(work));
    } catch (Exception e) {
      failures.add(e);
    }
  }

  private <T, X extends Exception> void tear(
      Work<T, X> work, List<T> results, List<Exception> failures) throws IOException {
    Path log = folder.resolve(LOG);
    long before = Files.exists(log) ? Files.size(log) : 0;
    run(work, results, failures);
    Files.createDirectories(tornFolder);
    for (String name : List.of("tain.db", LOG)) {
      if (Files.exists(folder.resolve(name))) {
        Files.copy(folder.resolve(name), tornFolder.resolve(name));
      }
    }
    Path tornLog = tornFolder.resolve(LOG);
    long after = Files.exists(tornLog) ? Files.size(tornLog) : 0;
    if (after > before) {
      try (var channel = FileChannel.open(tornLog, StandardOpenOption.WRITE)) {
        channel.truncate(before + (after - before) / 2);
      }
    }
  }
}
