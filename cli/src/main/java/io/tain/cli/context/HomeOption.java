package io.tain.cli.context;

import io.tain.base.Home;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--home DIR`: the home of a command; else `TAIN_HOME`, else `~/.tain`.
public final class HomeOption {
  @Option(names = "--home", paramLabel = "DIR", descriptionKey = "option.home")
  private @Nullable Path directory;

  /// The home that was chosen.
  public Home home(CommandContext context) {
    if (directory != null) {
      return new Home(directory);
    }
    return context
        .variable("TAIN_HOME")
        .map(value -> new Home(Path.of(value)))
        .orElseGet(() -> new Home(Path.of(System.getProperty("user.home"), ".tain")));
  }
}
