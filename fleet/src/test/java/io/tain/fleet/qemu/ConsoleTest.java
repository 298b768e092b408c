package io.tain.fleet.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ConsoleFile;
import io.tain.fleet.ConsoleLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsoleTest {
  private static final String LINE = "0123456789abcde\n";

  @TempDir private Path directory;

  @Test
  void newest_ofLittle_isAll() throws IOException {
    assertThat(newest("all of it")).isEqualTo(new ConsoleLog(0, "all of it"));
  }

  @Test
  void newest_ofNothing_isEmpty() throws IOException {
    assertThat(new Console(directory.resolve("none")).newest()).isEqualTo(new ConsoleLog(0, ""));
  }

  @Test
  void newest_ofMuch_beginsWithALine() throws IOException {
    int lines = ConsoleFile.KEPT_BYTES / LINE.length();

    ConsoleLog log = newest("old line\n" + LINE.repeat(lines) + "login:");

    assertThat(log.text()).isEqualTo(LINE.repeat(lines - 1) + "login:");
    assertThat(log.cutBytes()).isEqualTo("old line\n".length() + LINE.length());
  }

  @Test
  void newest_behindAHole_leavesTheHoleOut() throws IOException {
    String hole = "\0".repeat(ConsoleFile.KEPT_BYTES);

    assertThat(newest("x" + hole + "torn\nwhole\n").text()).isEqualTo("whole\n");
  }

  private ConsoleLog newest(String printed) throws IOException {
    return new Console(Files.writeString(directory.resolve("serial.log"), printed)).newest();
  }
}
