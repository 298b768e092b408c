package io.tain.cli.image;

import io.tain.api.Endpoints;
import io.tain.api.ImageList;
import io.tain.base.ByteSize;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.Table;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `tain image list`: the images of the home.
@Command(name = "list")
public final class ImageListCommand implements Callable<Integer> {
  private final CommandContext context;

  public ImageListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ImageList list =
        new ServerAccess(context, context.home())
            .use(server -> server.call(Endpoints.IMAGES, Target.NONE));
    context.print(list, () -> table(list));
    return 0;
  }

  private String table(ImageList list) {
    if (list.images().isEmpty()) {
      return context.messages().text("image.none") + "\n";
    }
    Table table =
        Table.withHeadings(
            context.messages().text("heading.image"),
            context.messages().text("heading.versions"),
            context.messages().text("heading.latest"),
            context.messages().text("heading.virtual-size"));
    list.images()
        .forEach(
            image ->
                table.row(
                    image.name(),
                    image.versions(),
                    image.latest(),
                    ByteSize.text(image.virtualSizeBytes())));
    return table.toString();
  }
}
