package io.tain.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.api.Endpoints;
import io.tain.base.Home;
import io.tain.base.Messages;
import io.tain.base.local.HomeLock;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.ProgramOptions;
import io.tain.cli.context.Streams;
import io.tain.client.http.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerAccessTest {
  @TempDir private Path folder;

  private Home home;

  @BeforeEach
  void makeHome() {
    home = new Home(folder.resolve("home"));
  }

  @Test
  void use_onAnEmptyHome_hostsAServerAndEndsIt() throws Exception {
    int images = access().use(server -> server.call(Endpoints.IMAGES, Target.NONE).images().size());

    assertThat(images).isZero();
    assertThat(home.serverFile()).doesNotExist();
    assertThat(HomeLock.tryAcquire(home)).isPresent();
  }

  @Test
  void use_withAStaleServerFile_hostsAServer() throws Exception {
    home.create();
    Files.writeString(
        home.serverFile(),
        """
        {"address":"http://127.0.0.1:1","pid":1,"started_at":"","version":"0.1.0","state":"running"}
        """);

    String state = access().use(server -> server.call(Endpoints.STATUS, Target.NONE).state());

    assertThat(state).isEqualTo("hosted");
  }

  @Test
  void use_withAServerFileWhosePortIsAnotherHomesNow_hostsAServer() throws Exception {
    home.create();
    Files.writeString(home.tokenFile(), "another token");
    var other = new Home(folder.resolve("other"));

    String root =
        access(other)
            .use(
                _ -> {
                  Files.copy(other.serverFile(), home.serverFile());
                  return access().use(server -> server.call(Endpoints.STATUS, Target.NONE).home());
                });

    assertThat(root).isEqualTo(home.root().toString());
  }

  @Test
  void use_byTwoAtOnce_sharesOneServer() throws Exception {
    var hosting = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> host =
          threads.submit(
              () ->
                  access()
                      .use(
                          server -> {
                            hosting.countDown();
                            asked.await();
                            return server.call(Endpoints.STATUS, Target.NONE).pid();
                          }));
      hosting.await();

      String address = access().use(server -> server.call(Endpoints.STATUS, Target.NONE).address());
      asked.countDown();

      assertThat(address).startsWith("http://127.0.0.1:");
      assertThat(host.get()).isEqualTo(ProcessHandle.current().pid());
    }
  }

  private ServerAccess access() throws IOException {
    return access(home);
  }

  private static ServerAccess access(Home home) throws IOException {
    var silent = new PrintWriter(Writer.nullWriter());
    var context =
        new CommandContext(
            Messages.of(Locale.ENGLISH),
            Map.of(),
            new Streams(silent, OutputStream.nullOutputStream(), silent, false),
            InstantSource.system(),
            new ProgramOptions());
    return new ServerAccess(context, home);
  }
}
