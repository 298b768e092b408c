package io.tain.cli.quickstart;

import io.tain.base.Home;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.access.ServerEnd;
import io.tain.cli.context.CommandContext;
import io.tain.client.home.HomeServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tain quickstart`: the main job on a real image, shown as it happens.
@Command(name = "quickstart")
public final class QuickstartCommand implements Callable<Integer> {
  private static final Path EXAMPLE = Path.of("examples", "recipes", "web.yaml");

  private final CommandContext context;

  @Option(names = "--keep", descriptionKey = "option.keep")
  private boolean keep;

  @Option(names = "--rebuild", descriptionKey = "option.rebuild")
  private boolean rebuild;

  @Option(names = "--recipe", paramLabel = "FILE", descriptionKey = "option.quickstart-recipe")
  private @Nullable Path recipe;

  public QuickstartCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home chosen = context.home().create();
    boolean ranBefore = new HomeServer(chosen).answering().isPresent();
    var report = new TourReport(context);
    report.heading("quickstart.host");
    new HostPackages(context, report).ensure();
    report.line("quickstart.host-ready");
    var plan = new TourPlan(recipe == null ? example() : recipe, recipe != null, rebuild, keep);
    boolean isNamed = context.variable("TAIN_SERVER").isPresent();
    boolean stays = keep || ranBefore || isNamed;
    Toured toured;
    try (var interruption = Interruption.awaited(context)) {
      if (!stays) {
        interruption.undo(() -> new ServerEnd(chosen).run());
      }
      toured =
          new ServerAccess(context, chosen)
              .useStaying(
                  server -> new Tour(context, chosen, plan, report, interruption).run(server));
      if (!stays) {
        new ServerEnd(chosen).run();
      }
    }
    report.closing(keep, toured.versions().getFirst().image());
    context.print(toured, () -> "");
    return 0;
  }

  /// The example beside the program, wherever it was started from.
  private Path example() {
    return context
        .variable("TAIN_ROOT")
        .map(root -> fromHere(Path.of(root).resolve(EXAMPLE)))
        .orElse(EXAMPLE);
  }

  private static Path fromHere(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file) : file;
  }
}
