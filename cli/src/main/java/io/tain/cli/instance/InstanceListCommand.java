package io.tain.cli.instance;

import io.tain.api.Endpoints;
import io.tain.api.InstanceList;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.HomeOption;
import io.tain.cli.output.OutputOption;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tain instance list`: the instances of the home.
@Command(name = "list")
public final class InstanceListCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private HomeOption home;
  @Mixin private OutputOption output;

  public InstanceListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    InstanceList list =
        new ServerAccess(context, home.home(context))
            .use(server -> server.call(Endpoints.INSTANCES, Target.NONE));
    output.print(context, list, () -> new InstanceTable(context.messages()).of(list.instances()));
    return 0;
  }
}
