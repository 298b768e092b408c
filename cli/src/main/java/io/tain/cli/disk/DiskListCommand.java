package io.tain.cli.disk;

import io.tain.app.BrowseDisk;
import io.tain.base.Messages;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.ShownTime;
import io.tain.cli.output.Table;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tain disk ls FILE [PATH]`: lists a directory inside a disk, or tells about one file.
@Command(name = "ls")
public final class DiskListCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private DiskBrowser browser;

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
    BrowseDisk.Listing found = new BrowseDisk().list(browser.place(), path);
    var listing =
        new DiskListing(found.fileSystem(), found.files().stream().map(DiskEntry::of).toList());
    context.print(listing, () -> table(listing));
    return 0;
  }

  private String table(DiskListing listing) {
    Messages messages = context.messages();
    Table table =
        Table.withHeadings(
            messages.text("heading.kind"),
            messages.text("heading.mode-bits"),
            messages.text("heading.owner"),
            messages.text("heading.bytes"),
            messages.text("heading.modified"),
            messages.text("heading.name"));
    listing
        .entries()
        .forEach(
            entry ->
                table.row(
                    messages.text("file." + entry.kind()),
                    entry.mode(),
                    entry.uid() + ":" + entry.gid(),
                    entry.sizeBytes(),
                    ShownTime.of(entry.modifiedAt()),
                    entry.shown()));
    return table.toString();
  }

  /// What is in a directory, or below it.
  public record DiskListing(String fileSystem, List<DiskEntry> entries) {}
}
