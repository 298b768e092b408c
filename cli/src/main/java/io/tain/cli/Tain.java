package io.tain.cli;

import io.tain.base.ErrorCode;
import io.tain.base.Messages;
import io.tain.base.TainException;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.ProgramOptions;
import io.tain.cli.context.Streams;
import io.tain.cli.context.WatchedOutput;
import io.tain.cli.disk.DiskCatCommand;
import io.tain.cli.disk.DiskConvertCommand;
import io.tain.cli.disk.DiskHostCommand;
import io.tain.cli.disk.DiskInfoCommand;
import io.tain.cli.disk.DiskListCommand;
import io.tain.cli.disk.DiskMapCommand;
import io.tain.cli.disk.DiskTreeCommand;
import io.tain.cli.disk.NbdCommand;
import io.tain.cli.image.ImageBuildCommand;
import io.tain.cli.image.ImageDeleteCommand;
import io.tain.cli.image.ImageDiffCommand;
import io.tain.cli.image.ImageExportCommand;
import io.tain.cli.image.ImageImportCommand;
import io.tain.cli.image.ImageListCommand;
import io.tain.cli.image.ImagePackagesCommand;
import io.tain.cli.image.ImageShowCommand;
import io.tain.cli.image.ImageVerifyCommand;
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
import io.tain.cli.server.StoreScrubCommand;
import io.tain.cli.server.StoreStatsCommand;
import io.tain.cli.server.UpCommand;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/// The program `tain`.
@Command(name = "tain")
public final class Tain {
  /// Commands that speak of all the others.
  private static final Set<String> NEED_ALL = Set.of("help", "completion");

  private Tain() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    var watched = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
    var out = new BufferedOutputStream(watched);
    var context =
        new CommandContext(
            Messages.of(language(), variable("TAIN_PROGRAM").orElse("tain")),
            System.getenv(),
            new Streams(
                new PrintWriter(out, false, System.out.charset()),
                out,
                new PrintWriter(System.err, true, System.err.charset()),
                System.getenv("TAIN_STDERR_TERMINAL") != null),
            InstantSource.system(),
            new ProgramOptions());
    int exitCode = commandLine(context, List.of(args)).execute(args);
    context.out().flush();
    System.exit(
        watched.failure().map(failure -> unwritten(context, failure, exitCode)).orElse(exitCode));
  }

  /// Says that the output is not complete; a command that failed keeps its exit code.
  private static int unwritten(CommandContext context, IOException failure, int exitCode) {
    String reason = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    var error = TainException.of(ErrorCode.OUTPUT_FAILED, "reason", reason);
    context
        .err()
        .println("tain: " + context.messages().text(error) + " (" + error.code().text() + ")");
    return exitCode == 0 ? error.code().kind().exitCode() : exitCode;
  }

  /// The program with all its commands.
  static CommandLine commandLine(CommandContext context) {
    return commandLine(context, List.of());
  }

  /// The program with the command that these words need, at least.
  static CommandLine commandLine(CommandContext context, List<String> words) {
    boolean needsAll = words.isEmpty() || NEED_ALL.contains(words.getFirst());
    var command = new CommandLine(new Tain()).addMixin("options", context.options());
    commands().addTo(command, context, needsAll ? List.of() : words);
    addHelpOption(command);
    return command
        .setOut(context.out())
        .setErr(context.err())
        .setHelpFactory((spec, colors) -> new Usage(spec, colors, context.messages().program()))
        .setResourceBundle(context.messages().bundle())
        .setParameterExceptionHandler(new UsageErrors(context.messages()))
        .setExecutionExceptionHandler(new ExecutionErrors(context.messages()));
  }

  private static CommandTable commands() {
    return new CommandTable()
        .with("quickstart", QuickstartCommand::new)
        .with("image", images())
        .with("disk", disks())
        .with("run", RunCommand::new)
        .with("instance", instances())
        .with("nbd", NbdCommand::new)
        .with(
            "store",
            new CommandTable()
                .with("stats", StoreStatsCommand::new)
                .with("scrub", StoreScrubCommand::new))
        .with("serve", ServeCommand::new)
        .with("up", UpCommand::new)
        .with("down", DownCommand::new)
        .with("status", StatusCommand::new)
        .with("disk-host", DiskHostCommand::new)
        .with("completion", CompletionCommand::new)
        .with("version", VersionCommand::new)
        .with("help", HelpCommand::new);
  }

  private static CommandTable disks() {
    return new CommandTable()
        .with("info", DiskInfoCommand::new)
        .with("map", DiskMapCommand::new)
        .with("ls", DiskListCommand::new)
        .with("cat", DiskCatCommand::new)
        .with("tree", DiskTreeCommand::new)
        .with("convert", DiskConvertCommand::new);
  }

  private static CommandTable images() {
    return new CommandTable()
        .with("build", ImageBuildCommand::new)
        .with("delete", ImageDeleteCommand::new)
        .with("diff", ImageDiffCommand::new)
        .with("export", ImageExportCommand::new)
        .with("import", ImageImportCommand::new)
        .with("list", ImageListCommand::new)
        .with("packages", ImagePackagesCommand::new)
        .with("show", ImageShowCommand::new)
        .with("verify", ImageVerifyCommand::new);
  }

  private static CommandTable instances() {
    return new CommandTable()
        .with("list", InstanceListCommand::new)
        .with("log", InstanceLogCommand::new)
        .with("rm", InstanceRemoveCommand::new)
        .with("show", InstanceShowCommand::new)
        .with("stop", InstanceStopCommand::new);
  }

  private static void addHelpOption(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .type(boolean.class)
                .descriptionKey("help")
                .build());
    command.getSubcommands().values().forEach(Tain::addHelpOption);
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  private static Locale language() {
    return variable("TAIN_LANG")
        .map(language -> Locale.forLanguageTag(language.replace('_', '-')))
        .orElseGet(() -> Locale.getDefault(Locale.Category.DISPLAY));
  }
}
