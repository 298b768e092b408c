package io.tain.cli.image;

import io.tain.api.BuildEvent;
import io.tain.api.Built;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.ProgressOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tain image build RECIPE`: builds a version from a recipe, unless it was built already.
@Command(name = "build")
public final class ImageBuildCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "RECIPE", descriptionKey = "option.recipe")
  private Path recipe;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "",
      descriptionKey = "option.build-name")
  private String name;

  @ArgGroup private Again again = new Again();
  @Mixin private ProgressOption progress;

  public ImageBuildCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var folder = new RecipeFolder(recipe);
    var steps = new BuildSteps(context, progress.isShown(context));
    Built built =
        new ServerAccess(context, context.home())
            .use(
                server ->
                    RunningBuild.follow(server, folder.request(name, again.mode()), steps::tell));
    folder.keep(built.locks());
    context.print(ImageBuilt.of(built), () -> table(built));
    return 0;
  }

  private String table(Built built) {
    String facts = new StoredTable(context.messages()).of(built.stored());
    if (again.rebuild) {
      return facts + new RebuildText(context.messages()).of(built);
    }
    return built.stored().unchanged()
        ? facts + context.messages().text("build.unchanged") + "\n"
        : facts;
  }

  /// `--update` or `--rebuild`, not both.
  private static final class Again {
    @Option(names = "--update", descriptionKey = "option.update")
    private boolean update;

    @Option(names = "--rebuild", descriptionKey = "option.rebuild")
    private boolean rebuild;

    private String mode() {
      return update ? "update" : rebuild ? "rebuild" : "normal";
    }
  }

  /// Prints each step of a build when it first begins: some go on side by side.
  static final class BuildSteps {
    private final CommandContext context;
    private final boolean shown;
    private final Set<String> told = new HashSet<>();

    BuildSteps(CommandContext context, boolean shown) {
      this.context = context;
      this.shown = shown;
    }

    void tell(BuildEvent event) {
      if (shown && told.add(event.step())) {
        context.err().println(context.messages().text("build.step." + event.step()));
        context.err().flush();
      }
    }
  }
}
