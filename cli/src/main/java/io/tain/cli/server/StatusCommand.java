package io.tain.cli.server;

import io.tain.api.ServerStatus;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.HomeOption;
import io.tain.cli.output.OutputOption;
import io.tain.cli.output.Table;
import io.tain.client.home.HomeServer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tain status`: whether a server runs on the home.
@Command(name = "status")
public final class StatusCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private HomeOption home;
  @Mixin private OutputOption output;

  public StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Optional<ServerStatus> running = new HomeServer(home.home(context)).answering();
    if (running.isEmpty()) {
      throw TainException.of(ErrorCode.SERVER_NOT_RUNNING, "home", home.home(context).root());
    }
    ServerStatus status = running.get();
    output.print(context, status, () -> table(status));
    return 0;
  }

  private String table(ServerStatus status) {
    return Table.ofFacts()
        .row(context.messages().text("heading.state"), status.state())
        .row(context.messages().text("heading.address"), status.address())
        .row(context.messages().text("heading.home"), status.home())
        .row(context.messages().text("heading.pid"), status.pid())
        .row(context.messages().text("heading.version"), status.version())
        .row(context.messages().text("heading.started"), status.startedAt())
        .toString();
  }
}
