package io.tain.cli.image;

import io.tain.api.Endpoints;
import io.tain.api.ImageView;
import io.tain.api.InspectionView;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tain image show REF`: a version, its image and what else that has.
@Command(name = "show")
public final class ImageShowCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "REF", descriptionKey = "option.reference")
  private String reference;

  public ImageShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Target target = Target.of().query("reference", reference);
    Shown shown =
        new ServerAccess(context, context.home())
            .use(
                server ->
                    new Shown(
                        server.call(Endpoints.VERSION, target),
                        server.call(Endpoints.INSPECTION, target)));
    context.print(shown, () -> new VersionTable(context.messages()).of(shown));
    return 0;
  }

  /// What is shown of a version.
  public record Shown(ImageView image, InspectionView inside) {}
}
