package io.tain.cli.server;

import io.tain.api.Endpoints;
import io.tain.api.ScrubRequest;
import io.tain.api.ScrubView;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tain store scrub`: looks whether what is stored is still what was stored.
@Command(name = "scrub")
public final class StoreScrubCommand implements Callable<Integer> {
  /// What the server reads for one answer: interrupted, no more than this is read again.
  private static final long STEP_BYTES = 256L << 20;

  private final CommandContext context;

  @Option(names = "--deep", descriptionKey = "option.scrub-deep")
  private boolean deep;

  public StoreScrubCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return ScrubText.print(context, new ServerAccess(context, context.home()).use(this::run));
  }

  private ScrubView run(ServerClient server) throws IOException {
    var request = new ScrubRequest(deep ? "disks" : "checksums", STEP_BYTES);
    ScrubView step = server.call(Endpoints.SCRUB, Target.NONE, request);
    long packs = step.packs();
    long readBytes = step.readBytes();
    long versions = step.versions();
    while (!step.complete()) {
      step = server.call(Endpoints.SCRUB, Target.NONE, request);
      packs += step.packs();
      readBytes += step.readBytes();
      versions += step.versions();
    }
    return new ScrubView(step.level(), true, packs, readBytes, versions, step.findings());
  }
}
