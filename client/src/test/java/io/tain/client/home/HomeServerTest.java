package io.tain.client.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.api.Json;
import io.tain.api.ServerFile;
import io.tain.base.Home;
import io.tain.base.local.HomeLock;
import io.tain.base.local.ProcessStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The token goes to the process that wrote `server.json`, and to no other.
final class HomeServerTest {
  private static final long PID = ProcessHandle.current().pid();

  @TempDir private Path folder;

  private Home home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new Home(folder.resolve("home")).create();
    Files.writeString(home.tokenFile(), "secret");
  }

  @Test
  void address_ofTheProcessThatHoldsTheHome_isGiven() throws Exception {
    describe(ProcessStart.of(PID).orElseThrow().toString());

    try (HomeLock _ = HomeLock.tryAcquire(home).orElseThrow()) {
      assertThat(new HomeServer(home).address()).isPresent();
    }
  }

  @Test
  void address_whenTheNumberIsAnotherProcesssNow_isNone() throws Exception {
    describe(new ProcessStart(1, ProcessStart.currentBootId()).toString());

    try (HomeLock _ = HomeLock.tryAcquire(home).orElseThrow()) {
      assertThat(new HomeServer(home).address()).isEmpty();
    }
  }

  @Test
  void address_whenNobodyHoldsTheHome_isNone() throws Exception {
    describe(ProcessStart.of(PID).orElseThrow().toString());

    assertThat(new HomeServer(home).address()).isEmpty();
  }

  @Test
  void address_inAFileOfAnOlderTain_countsWhileTheHomeIsHeld() throws Exception {
    Files.writeString(
        home.serverFile(),
        """
        {"address":"http://127.0.0.1:1","pid":%d,"started_at":"","version":"0.1.0","state":"running"}
        """
            .formatted(PID));

    assertThat(new HomeServer(home).address()).isEmpty();
    try (HomeLock _ = HomeLock.tryAcquire(home).orElseThrow()) {
      assertThat(new HomeServer(home).address()).isPresent();
    }
  }

  private void describe(@Nullable String process) throws IOException {
    var file = new ServerFile("http://127.0.0.1:1", PID, "", "0.1.0", "running", process);
    Files.writeString(home.serverFile(), Json.write(file));
  }
}
