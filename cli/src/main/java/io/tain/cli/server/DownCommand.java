package io.tain.cli.server;

import io.tain.api.ServerStatus;
import io.tain.cli.access.HomeEnd;
import io.tain.cli.access.ServerEnd;
import io.tain.cli.context.CommandContext;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tain down`: ends the background server, and all that it started when asked to.
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
    ServerStatus status =
        instances ? new HomeEnd(context).run() : new ServerEnd(context.home()).run();
    context.print(status.afterItsEnd(), () -> text(status) + "\n");
    return 0;
  }

  private String text(ServerStatus status) {
    return instances
        ? context.messages().text("home.ended", "home", status.home())
        : context.messages().text("server.ended");
  }
}
