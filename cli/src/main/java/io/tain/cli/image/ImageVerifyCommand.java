package io.tain.cli.image;

import io.tain.api.Endpoints;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.cli.server.ScrubText;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tain image verify REF`: reads a version's whole disk and compares its digest.
@Command(name = "verify")
public final class ImageVerifyCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "REF", descriptionKey = "option.reference")
  private String reference;

  public ImageVerifyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return ScrubText.print(
        context,
        new ServerAccess(context, context.home())
            .use(
                server ->
                    server.call(Endpoints.VERIFY, Target.of().query("reference", reference))));
  }
}
