package io.tain.cli.server;

import io.tain.api.ServerStatus;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.ShownTime;
import io.tain.cli.output.Table;
import io.tain.client.home.HomeServer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `tain status`: whether a server runs on the home.
@Command(name = "status")
public final class StatusCommand implements Callable<Integer> {
  private final CommandContext context;

  public StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Optional<ServerStatus> running = new HomeServer(context.home()).answering();
    if (running.isEmpty()) {
      throw TainException.of(ErrorCode.SERVER_NOT_RUNNING, "home", context.home().root());
    }
    ServerStatus status = running.get();
    context.print(status, () -> table(status));
    return 0;
  }

  private String table(ServerStatus status) {
    return Table.ofFacts()
        .row(
            context.messages().text("heading.state"),
            context.messages().text("state." + status.state()))
        .row(context.messages().text("heading.address"), status.address())
        .row(context.messages().text("heading.home"), status.home())
        .row(context.messages().text("heading.pid"), status.pid())
        .row(context.messages().text("heading.version"), status.version())
        .row(context.messages().text("heading.started"), ShownTime.of(status.startedAt()))
        .toString();
  }
}
