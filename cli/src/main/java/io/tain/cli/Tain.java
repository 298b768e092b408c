package io.tain.cli;

import io.tain.base.Messages;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

/// The program `tain`.
@Command(name = "tain")
public final class Tain {
  private Tain() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    System.exit(commandLine(Messages.of(language())).execute(args));
  }

  static CommandLine commandLine(Messages messages) {
    var command =
        new CommandLine(new Tain())
            .addSubcommand("help", new HelpCommand())
            .addSubcommand("version", new VersionCommand(messages));
    addHelpOption(command);
    return command
        .setResourceBundle(messages.bundle())
        .setParameterExceptionHandler(new UsageErrors(messages));
  }

  private static void addHelpOption(CommandLine command) {
    if (!(command.getCommand() instanceof HelpCommand)) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .type(boolean.class)
                  .descriptionKey("help")
                  .build());
    }
    command.getSubcommands().values().forEach(Tain::addHelpOption);
  }

  private static Locale language() {
    return Optional.ofNullable(System.getenv("TAIN_LANG"))
        .filter(language -> !language.isBlank())
        .map(language -> Locale.forLanguageTag(language.replace('_', '-')))
        .orElseGet(() -> Locale.getDefault(Locale.Category.DISPLAY));
  }
}
