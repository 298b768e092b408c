package io.tain.cli.image;

import io.tain.api.Endpoints;
import io.tain.api.VersionDiffView;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tain image diff REF REF`: how the packages of two versions differ.
@Command(name = "diff")
public final class ImageDiffCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "REF", descriptionKey = "option.reference")
  private String from;

  @Parameters(index = "1", paramLabel = "REF", descriptionKey = "option.reference")
  private String to;

  public ImageDiffCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    VersionDiffView diff =
        new ServerAccess(context, context.home())
            .use(server -> server.call(Endpoints.DIFF, Target.of().query("from", from, "to", to)));
    context.print(diff, () -> new DiffTable(context.messages()).of(diff));
    return 0;
  }
}
