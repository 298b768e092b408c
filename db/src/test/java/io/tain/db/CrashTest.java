package io.tain.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.db.DatabasePlace.SqliteFile;
import io.tain.db.log.SqlEventLog;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrashTest {
  @TempDir private Path folder;

  @Test
  void transact_killedBeforeItsCommit_leavesNothingOfIt() throws Exception {
    Path file = folder.resolve("tain.db");
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingWriter.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = writer.inputReader()) {
      assertThat(output.readLine()).isEqualTo("inside");
    } finally {
      // SIGKILL: no shutdown hook, no rollback.
      writer.destroyForcibly().waitFor();
    }

    try (Database database = TestDatabases.open(new SqliteFile(file))) {
      EventLog log = new SqlEventLog();
      List<String> actions =
          database.read(tx -> log.after(tx, 0, 10)).stream().map(LoggedEvent::action).toList();
      long last = database.read(log::lastSequence);
      assertThat(actions).containsExactly("committed");
      assertThat(last).isEqualTo(1);
    }
  }
}
