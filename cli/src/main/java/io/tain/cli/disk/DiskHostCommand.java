package io.tain.cli.disk;

import io.tain.base.Home;
import io.tain.cli.context.CommandContext;
import io.tain.diskhost.process.DiskHostProcess;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `tain disk-host`: the process that serves guests' disks; the server starts it.
@Command(name = "disk-host", hidden = true)
public final class DiskHostCommand implements Callable<Integer> {
  private final CommandContext context;

  public DiskHostCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Home chosen = context.home().create();
    DiskHostProcess.run(chosen);
    return 0;
  }
}
