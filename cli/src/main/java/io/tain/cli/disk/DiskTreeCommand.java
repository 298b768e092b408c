package io.tain.cli.disk;

import io.tain.app.BrowseDisk;
import io.tain.cli.context.CommandContext;
import io.tain.cli.disk.DiskListCommand.DiskListing;
import io.tain.cli.output.Visible;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tain disk tree FILE [PATH]`: everything below a directory inside a disk.
@Command(name = "tree")
public final class DiskTreeCommand implements Callable<Integer> {
  private static final String INDENT = "  ";

  private final CommandContext context;

  @Mixin private DiskBrowser browser;

  @Mixin private DetailOption detail;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      defaultValue = "/",
      descriptionKey = "option.disk-path")
  private String path;

  /// How deep the first entry lies; -1 before it is found.
  private int above = -1;

  public DiskTreeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    // Printed as it is found: a disk may hold millions of files.
    new BrowseDisk(detail.detail())
        .walk(
            browser.place(),
            path,
            (type, objects) -> {
              if (context.isJson()) {
                DiskListing.print(context, type, objects);
              } else {
                objects.show(this::print);
                context.out().flush();
              }
            });
    return 0;
  }

  private void print(BrowseDisk.Found found) {
    int depth = depth(found.path());
    if (above < 0) {
      above = depth;
    }
    String name = DiskEntry.shown(found.path(), found.target());
    String mark = found.kind().equals("directory") ? "/" : "";
    String indent = INDENT.repeat(depth - above);
    context.out().println(indent + Visible.text(name) + mark);
    for (ExtendedAttribute attribute : ExtendedAttribute.of(found.extendedAttributes())) {
      context.out().println(indent + INDENT + attribute.shown());
    }
  }

  private static int depth(String path) {
    int depth = 0;
    for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      depth++;
    }
    return depth;
  }
}
