package io.tain.cli.server;

import io.tain.api.ServerStatus;
import io.tain.cli.access.ServerEnd;
import io.tain.cli.context.CommandContext;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tain down`: ends the background server, and the instances when asked to.
@Command(name = "down")
public final class DownCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(names = "--instances", descriptionKey = "option.instances")
  private boolean instances;

  public DownCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServerStatus status = new ServerEnd(context.home()).run(instances);
    context.print(status, () -> context.messages().text("server.ended") + "\n");
    return 0;
  }
}
