package io.tain.cli.disk;

import io.tain.api.Json;
import io.tain.app.BrowseDisk;
import io.tain.app.BrowseDisk.Detail;
import io.tain.base.Messages;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.LongTable;
import io.tain.cli.output.ShownTime;
import io.tain.cli.output.Visible;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tain disk ls FILE [PATH]`: lists a directory inside a disk, or tells about one file.
@Command(name = "ls")
public final class DiskListCommand implements Callable<Integer> {
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

  public DiskListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    new BrowseDisk(detail.detail())
        .list(
            browser.place(),
            path,
            (type, objects) -> {
              if (context.isJson()) {
                DiskListing.print(context, type, objects);
              } else {
                print(objects);
              }
            });
    return 0;
  }

  /// Looked at twice, for the widths and for the rows: a directory may hold a million names.
  private void print(BrowseDisk.Objects objects) throws IOException {
    Messages messages = context.messages();
    LongTable table =
        LongTable.withHeadings(
            messages.text("heading.kind"),
            messages.text("heading.mode-bits"),
            messages.text("heading.owner"),
            messages.text("heading.bytes"),
            messages.text("heading.modified"),
            messages.text("heading.name"));
    objects.show(found -> table.measure(row(DiskEntry.of(found))));
    context.out().print(table.headings());
    objects.show(found -> context.out().print(table.line(row(DiskEntry.of(found)))));
    if (detail.detail() == Detail.EXTENDED_ATTRIBUTES) {
      objects.show(found -> printAttributes(DiskEntry.of(found)));
    }
    context.out().flush();
  }

  /// A block for each file that has some, as `getfattr` prints them.
  private void printAttributes(DiskEntry entry) {
    if (!entry.xattrs().isEmpty()) {
      context.out().println("\n# file: " + Visible.text(entry.path()));
      entry.xattrs().forEach(attribute -> context.out().println(attribute.shown()));
    }
  }

  private Object[] row(DiskEntry entry) {
    return new Object[] {
      context.messages().text("file." + entry.kind()),
      entry.mode(),
      entry.uid() + ":" + entry.gid(),
      entry.sizeBytes(),
      ShownTime.of(entry.modifiedAt()),
      entry.shown()
    };
  }

  /// What is in a directory, or below it.
  public record DiskListing(String fileSystem, List<DiskEntry> entries) {
    /// Prints one as it is found.
    static void print(CommandContext context, String fileSystem, BrowseDisk.Objects objects)
        throws IOException {
      Json.writeIndented(
          context.out(),
          Map.of("file_system", fileSystem),
          "entries",
          item -> objects.show(found -> item.accept(DiskEntry.of(found))));
      context.out().println();
      context.out().flush();
    }
  }
}
