package io.tain.cli.image;

import io.tain.api.Deleted;
import io.tain.api.Endpoints;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tain image delete REF`: hides a version.
@Command(name = "delete")
public final class ImageDeleteCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "REF", descriptionKey = "option.reference")
  private String reference;

  public ImageDeleteCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Deleted deleted =
        new ServerAccess(context, context.home())
            .use(
                server ->
                    server.call(
                        Endpoints.DELETE_VERSION, Target.of().query("reference", reference)));
    context.print(deleted, () -> sentence(deleted));
    return 0;
  }

  private String sentence(Deleted deleted) {
    return context
            .messages()
            .text("image.deleted", "image", deleted.image(), "version", deleted.version())
        + "\n";
  }
}
