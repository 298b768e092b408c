package io.tain.cli.instance;

import io.tain.api.Endpoints;
import io.tain.api.InstanceLog;
import io.tain.base.ByteSize;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tain instance log NAME`: the newest part of an instance's serial console.
@Command(name = "log")
public final class InstanceLogCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "NAME", descriptionKey = "option.instance")
  private String name;

  public InstanceLogCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    InstanceLog log =
        new ServerAccess(context, context.home())
            .use(server -> server.call(Endpoints.INSTANCE_LOG, Target.of(name)));
    if (log.cutBytes() > 0 && !context.isJson()) {
      String cut = ByteSize.text(log.cutBytes());
      context.err().println(context.messages().text("instance.log-cut", "size", cut));
      context.err().flush();
    }
    context.print(log, log::log);
    return 0;
  }
}
