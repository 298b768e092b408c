package io.tain.cli.server;

import io.tain.api.ServerStatus;
import io.tain.cli.access.BackgroundServer;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.PortNumber;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tain up`: starts the server in the background.
@Command(name = "up")
public final class UpCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--listen",
      paramLabel = "PORT",
      defaultValue = "7070",
      converter = PortNumber.class,
      descriptionKey = "option.listen")
  private int port;

  public UpCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServerStatus status = new BackgroundServer(context.home()).ensure(port).status();
    context.print(
        status,
        () -> context.messages().text("server.listening", "address", status.address()) + "\n");
    return 0;
  }
}
