package io.tain.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.db.Database;
import io.tain.db.TestDatabases;
import io.tain.db.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteThreadsTest {
  @TempDir private Path folder;

  @Test
  void work_ofVirtualThreads_runsOnFewPlatformThreads() throws Exception {
    try (Database database = TestDatabases.open(TestDatabases.sqlite(folder));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Work<String, RuntimeException> work = _ -> name(Thread.currentThread());
      var names = new ArrayList<Future<String>>();
      for (int i = 0; i < 50; i++) {
        names.add(callers.submit(() -> database.read(work)));
        names.add(callers.submit(() -> database.transact(work)));
      }

      Set<String> distinct = new TreeSet<>();
      for (Future<String> name : names) {
        distinct.add(name.get());
      }
      assertThat(distinct)
          .contains("tain-db-writer-1")
          .isSubsetOf(
              "tain-db-writer-1",
              "tain-db-reader-1",
              "tain-db-reader-2",
              "tain-db-reader-3",
              "tain-db-reader-4");
    }
  }

  private static String name(Thread thread) {
    return thread.isVirtual() ? "virtual" : thread.getName();
  }
}
