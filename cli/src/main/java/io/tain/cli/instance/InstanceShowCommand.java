package io.tain.cli.instance;

import io.tain.api.Endpoints;
import io.tain.api.InstanceView;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tain instance show NAME`: one instance.
@Command(name = "show")
public final class InstanceShowCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "NAME", descriptionKey = "option.instance")
  private String name;

  public InstanceShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    InstanceView view =
        new ServerAccess(context, context.home())
            .use(server -> server.call(Endpoints.INSTANCE, Target.of(name)));
    context.print(
        view,
        () ->
            new InstanceTable(context.messages()).of(List.of(view))
                + new SshCommand(context).of(List.of(view)));
    return 0;
  }
}
