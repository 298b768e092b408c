package io.tain.cli.server;

import io.tain.api.Endpoints;
import io.tain.api.StoreStats;
import io.tain.base.ByteSize;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.HomeOption;
import io.tain.cli.output.OutputOption;
import io.tain.cli.output.Table;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tain store stats`: what the store holds and takes.
@Command(name = "stats")
public final class StoreStatsCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private HomeOption home;
  @Mixin private OutputOption output;

  public StoreStatsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    StoreStats stats =
        new ServerAccess(context, home.home(context))
            .use(server -> server.call(Endpoints.STORE_STATS, Target.NONE));
    output.print(context, stats, () -> table(stats));
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
