package io.tain.cli.instance;

import io.tain.api.Endpoints;
import io.tain.api.InstanceList;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `tain instance list`: the instances of the home.
@Command(name = "list")
public final class InstanceListCommand implements Callable<Integer> {
  private final CommandContext context;

  public InstanceListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    InstanceList list =
        new ServerAccess(context, context.home())
            .use(server -> server.call(Endpoints.INSTANCES, Target.NONE));
    context.print(list, () -> new InstanceTable(context.messages()).of(list.instances()));
    return 0;
  }
}
