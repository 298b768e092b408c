package io.tain.cli.server;

import io.tain.base.Failures;
import io.tain.base.Home;
import io.tain.base.local.HomeLock;
import io.tain.cli.access.Patience;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.PortNumber;
import io.tain.cli.context.ProgramVersion;
import io.tain.client.home.HomeServer;
import io.tain.server.ServerOptions;
import io.tain.server.TainServer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tain serve`: the server, until it is interrupted or told to end.
@Command(name = "serve")
public final class ServeCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--listen",
      paramLabel = "PORT",
      defaultValue = "7070",
      converter = PortNumber.class,
      descriptionKey = "option.listen")
  private int port;

  public ServeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home chosen = context.home().create();
    HomeLock lock = awaitLock(chosen);
    var options =
        new ServerOptions(
            chosen,
            port,
            "--listen",
            ProgramVersion.current().version(),
            "running",
            context.clock());
    try (var server = TainServer.start(options, lock)) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(server)));
      context.print(
          server.status(),
          () ->
              context.messages().text("server.listening", "address", server.uri().toString())
                  + "\n");
      server.awaitShutdown();
    }
    return 0;
  }

  /// The lock of the home, for which commands that look or host are waited for, a server is not.
  private static HomeLock awaitLock(Home home) throws IOException, InterruptedException {
    Patience patience = Patience.forHome();
    while (!patience.isOver() && !isServed(home)) {
      Optional<HomeLock> lock = HomeLock.tryAcquire(home);
      if (lock.isPresent()) {
        return lock.get();
      }
      patience.pause();
    }
    throw patience.busy(home);
  }

  private static boolean isServed(Home home) throws IOException {
    return new HomeServer(home).answering().filter(it -> it.state().equals("running")).isPresent();
  }

  private void end(TainServer server) {
    try {
      server.close();
    } catch (IOException e) {
      context.err().println("tain: " + context.messages().text(Failures.asTain(e)));
    }
  }
}
