package io.tain.cli;

import io.tain.cli.context.CommandContext;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tain completion bash|zsh`: a script that completes Tain's commands in a shell.
@Command(name = "completion")
final class CompletionCommand implements Callable<Integer> {
  private static final String ZSH_PRELUDE =
      "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "bash|zsh",
      descriptionKey = "option.shell",
      completionCandidates = Shells.class)
  private String shell;

  CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String script = withoutHead(AutoComplete.bash("tain", spec.root().commandLine()));
    context
        .out()
        .print(
            switch (shell) {
              case "bash" -> script;
              case "zsh" -> ZSH_PRELUDE + script;
              default ->
                  throw new ParameterException(
                      spec.commandLine(), "", spec.positionalParameters().getFirst(), shell);
            });
    context.out().flush();
    return 0;
  }

  /// Without what the generator says first of how its scripts are installed: these are evaluated.
  private static String withoutHead(String script) {
    return script
        .lines()
        .dropWhile(line -> line.isBlank() || line.startsWith("#"))
        .collect(Collectors.joining("\n", "# Completes the commands of Tain.\n", "\n"));
  }

  /// The shells that are served.
  static final class Shells implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("bash", "zsh").iterator();
    }
  }
}
