package io.tain.cli.disk;

import io.tain.app.BrowseDisk;
import io.tain.app.BrowseDisk.Detail;
import io.tain.cli.context.CommandContext;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tain disk cat FILE PATH`: the bytes of a file inside a disk.
@Command(name = "cat")
public final class DiskCatCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private DiskBrowser browser;

  @Parameters(index = "1", paramLabel = "PATH", descriptionKey = "option.disk-path")
  private String path;

  public DiskCatCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    new BrowseDisk(Detail.ATTRIBUTES).copy(browser.place(), path, context.streams().bytes());
    context.streams().bytes().flush();
    return 0;
  }
}
