package io.tain.cli.image;

import io.tain.api.Endpoints;
import io.tain.api.PackageList;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.Table;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tain image packages REF`: what is installed in a version.
@Command(name = "packages")
public final class ImagePackagesCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "REF", descriptionKey = "option.reference")
  private String reference;

  public ImagePackagesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PackageList list =
        new ServerAccess(context, context.home())
            .use(
                server ->
                    server.call(Endpoints.PACKAGES, Target.of().query("reference", reference)));
    context.print(list, () -> table(list));
    return 0;
  }

  private String table(PackageList list) {
    Table table =
        Table.withHeadings(
            context.messages().text("heading.package"),
            context.messages().text("heading.version"),
            context.messages().text("heading.architecture"),
            context.messages().text("heading.source"));
    list.packages().forEach(p -> table.row(p.name(), p.version(), p.architecture(), p.source()));
    return table.toString();
  }
}
