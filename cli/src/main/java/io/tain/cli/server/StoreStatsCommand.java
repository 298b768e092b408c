package io.tain.cli.server;

import io.tain.api.Endpoints;
import io.tain.api.StoreStats;
import io.tain.base.ByteSize;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.Table;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `tain store stats`: what the store holds and takes.
@Command(name = "stats")
public final class StoreStatsCommand implements Callable<Integer> {
  private final CommandContext context;

  public StoreStatsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    StoreStats stats =
        new ServerAccess(context, context.home())
            .use(server -> server.call(Endpoints.STORE_STATS, Target.NONE));
    context.print(stats, () -> table(stats));
    return 0;
  }

  private String table(StoreStats stats) {
    return Table.ofFacts()
        .row(context.messages().text("heading.versions"), stats.versions())
        .row(
            context.messages().text("heading.virtual-size"),
            ByteSize.text(stats.virtualSizeBytes()))
        .row(context.messages().text("heading.data"), ByteSize.text(stats.dataBytes()))
        .row(context.messages().text("heading.stored"), ByteSize.text(stats.storedBytes()))
        .row(context.messages().text("heading.catalog"), ByteSize.text(stats.catalogBytes()))
        .row(context.messages().text("heading.packs"), stats.packs())
        .row(context.messages().text("heading.chunks"), stats.chunks())
        .toString();
  }
}
