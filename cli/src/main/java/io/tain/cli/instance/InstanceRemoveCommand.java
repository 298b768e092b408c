package io.tain.cli.instance;

import io.tain.api.Endpoints;
import io.tain.api.InstanceView;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tain instance rm NAME`: ends an instance and removes all of it.
@Command(name = "rm")
public final class InstanceRemoveCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "NAME", descriptionKey = "option.instance")
  private String name;

  public InstanceRemoveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    InstanceView view =
        new ServerAccess(context, context.home())
            .use(server -> server.call(Endpoints.REMOVE_INSTANCE, Target.of(name)));
    context.print(
        view, () -> context.messages().text("instance.removed", "instance", view.name()) + "\n");
    return 0;
  }
}
