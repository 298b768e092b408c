package io.tain.cli.output;

import io.tain.cli.context.CommandContext;
import picocli.CommandLine.Option;

/// `--progress`: shows progress although stderr is no terminal.
public final class ProgressOption {
  @Option(names = "--progress", descriptionKey = "option.progress")
  private boolean forced;

  /// Progress as the terminal and the option want it.
  public Progress start(CommandContext context) {
    return new Progress(isShown(context));
  }

  /// True when progress is shown.
  public boolean isShown(CommandContext context) {
    return forced || context.terminal();
  }
}
