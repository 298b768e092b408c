package io.tain.cli.disk;

import io.tain.api.Endpoints;
import io.tain.api.NbdRequest;
import io.tain.api.NbdView;
import io.tain.base.Failures;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.PortNumber;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tain nbd REF`: serves a version's disk over NBD until it is interrupted.
@Command(name = "nbd")
public final class NbdCommand implements Callable<Integer> {
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final CommandContext context;

  @Parameters(paramLabel = "REF", descriptionKey = "option.reference")
  private String reference;

  @ArgGroup(multiplicity = "1")
  private Listener listener;

  public NbdCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new ServerAccess(context, context.home()).useStaying(this::serve);
  }

  private int serve(ServerClient server) throws IOException, InterruptedException {
    NbdView view =
        server.call(Endpoints.SERVE_NBD, Target.NONE, listener.request(reference, ownPid()));
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> end(server, view, ended)));
    context.print(
        view,
        () ->
            context.messages().text("nbd.serving", "uri", view.uri(), "version", version(view))
                + "\n");
    ended.await();
    return 0;
  }

  private void end(ServerClient server, NbdView view, CountDownLatch ended) {
    // A server that this process hosts is ending as well, and may not answer any more.
    try (var last = server.answeringWithin(FAREWELL)) {
      last.call(Endpoints.END_NBD, Target.of(view.export()));
    } catch (IOException | RuntimeException e) {
      context.err().println("tain: " + context.messages().text(Failures.asTain(e)));
    } finally {
      ended.countDown();
    }
  }

  /// None, 0, when a server was named: on another machine the number says nothing.
  private long ownPid() {
    return context.variable("TAIN_SERVER").isPresent() ? 0 : ProcessHandle.current().pid();
  }

  private static String version(NbdView view) {
    return view.image() + "@" + view.version();
  }

  /// Where the disk is offered: a socket or a port.
  private static final class Listener {
    @Option(names = "--socket", paramLabel = "PATH", descriptionKey = "option.socket")
    private @Nullable Path socket;

    @Option(
        names = "--port",
        paramLabel = "PORT",
        defaultValue = "0",
        converter = PortNumber.class,
        descriptionKey = "option.nbd-port")
    private int port;

    private NbdRequest request(String reference, long ownerPid) {
      String path = socket == null ? "" : socket.toAbsolutePath().toString();
      return new NbdRequest(reference, path, port, ownerPid);
    }
  }
}
