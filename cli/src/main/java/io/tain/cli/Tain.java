package io.tain.cli;

import io.tain.base.Messages;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.ProgramOptions;
import io.tain.cli.context.Streams;
import io.tain.cli.disk.DiskHostCommand;
import io.tain.cli.disk.DiskInfoCommand;
import io.tain.cli.disk.NbdCommand;
import io.tain.cli.image.ImageBuildCommand;
import io.tain.cli.image.ImageDeleteCommand;
import io.tain.cli.image.ImageDiffCommand;
import io.tain.cli.image.ImageExportCommand;
import io.tain.cli.image.ImageImportCommand;
import io.tain.cli.image.ImageListCommand;
import io.tain.cli.image.ImagePackagesCommand;
import io.tain.cli.image.ImageShowCommand;
import io.tain.cli.instance.InstanceListCommand;
import io.tain.cli.instance.InstanceLogCommand;
import io.tain.cli.instance.InstanceRemoveCommand;
import io.tain.cli.instance.InstanceShowCommand;
import io.tain.cli.instance.InstanceStopCommand;
import io.tain.cli.instance.RunCommand;
import io.tain.cli.quickstart.QuickstartCommand;
import io.tain.cli.server.DownCommand;
import io.tain.cli.server.ServeCommand;
import io.tain.cli.server.StatusCommand;
import io.tain.cli.server.StoreStatsCommand;
import io.tain.cli.server.UpCommand;
import java.io.PrintWriter;
import java.time.InstantSource;
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
    var context =
        new CommandContext(
            Messages.of(language()),
            System.getenv(),
            new Streams(
                new PrintWriter(System.out, false, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                System.getenv("TAIN_STDERR_TERMINAL") != null),
            InstantSource.system(),
            new ProgramOptions());
    System.exit(commandLine(context).execute(args));
  }

  static CommandLine commandLine(CommandContext context) {
    var command =
        new CommandLine(new Tain())
            .addMixin("options", context.options())
            .addSubcommand("quickstart", new QuickstartCommand(context))
            .addSubcommand("image", images(context))
            .addSubcommand("disk", Group.of(new DiskInfoCommand(context)))
            .addSubcommand("run", new RunCommand(context))
            .addSubcommand("instance", instances(context))
            .addSubcommand("nbd", new NbdCommand(context))
            .addSubcommand("store", Group.of(new StoreStatsCommand(context)))
            .addSubcommand("serve", new ServeCommand(context))
            .addSubcommand("up", new UpCommand(context))
            .addSubcommand("down", new DownCommand(context))
            .addSubcommand("status", new StatusCommand(context))
            .addSubcommand("disk-host", new DiskHostCommand(context))
            .addSubcommand("completion", new CompletionCommand(context))
            .addSubcommand("version", new VersionCommand(context))
            .addSubcommand("help", new HelpCommand());
    addHelpOption(command);
    return command
        .setOut(context.out())
        .setErr(context.err())
        .setResourceBundle(context.messages().bundle())
        .setParameterExceptionHandler(new UsageErrors(context.messages()))
        .setExecutionExceptionHandler(new ExecutionErrors(context.messages()));
  }

  private static CommandLine images(CommandContext context) {
    return Group.of(
        new ImageBuildCommand(context),
        new ImageDeleteCommand(context),
        new ImageDiffCommand(context),
        new ImageExportCommand(context),
        new ImageImportCommand(context),
        new ImageListCommand(context),
        new ImagePackagesCommand(context),
        new ImageShowCommand(context));
  }

  private static CommandLine instances(CommandContext context) {
    return Group.of(
        new InstanceListCommand(context),
        new InstanceLogCommand(context),
        new InstanceRemoveCommand(context),
        new InstanceShowCommand(context),
        new InstanceStopCommand(context));
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
