package io.tain.base.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
  @TempDir private Path folder;

  @Test
  void append_toAShortLog_keepsIt() throws Exception {
    Path log = folder.resolve("server.log");
    lengthen(log, LogFile.MAX_BYTES);

    print(log);

    assertThat(log).hasSize(LogFile.MAX_BYTES + 4);
    assertThat(folder.resolve("server.log.1")).doesNotExist();
  }

  @Test
  void append_toALongLog_beginsANewOneAndKeepsTheLast() throws Exception {
    Path log = folder.resolve("server.log");
    Path older = Files.writeString(folder.resolve("server.log.1"), "oldest");
    lengthen(log, LogFile.MAX_BYTES + 1);

    print(log);

    assertThat(log).hasContent("new");
    assertThat(older).hasSize(LogFile.MAX_BYTES + 1);
  }

  private static void print(Path log) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("echo", "new").redirectOutput(LogFile.append(log)).start();
    assertThat(process.waitFor()).isZero();
  }

  private static void lengthen(Path log, long bytes) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "rw")) {
      file.setLength(bytes);
    }
  }
}
