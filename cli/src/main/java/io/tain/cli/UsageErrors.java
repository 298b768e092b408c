package io.tain.cli;

import io.tain.base.ErrorKind;
import io.tain.base.Messages;
import io.tain.base.TainException;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in the reader's language what is wrong with a command line.
final class UsageErrors implements IParameterExceptionHandler {
  private final Messages messages;

  UsageErrors(Messages messages) {
    this.messages = messages;
  }

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    if (isOnlyBegun(error)) {
      command.usage(command.getErr());
      return ErrorKind.USAGE.exitCode();
    }
    String sentence =
        error.getCause() instanceof TainException refusal
            ? messages.text(refusal)
            : reason(error, Usage.typed(command.getCommandSpec(), messages.program()));
    command.getErr().println("tain: " + sentence);
    return ErrorKind.USAGE.exitCode();
  }

  /// True for the program alone, and for a word that only groups commands.
  private static boolean isOnlyBegun(ParameterException error) {
    return error.getClass() == ParameterException.class
        && error.getArgSpec() == null
        && !error.getCommandLine().getSubcommands().isEmpty();
  }

  private String reason(ParameterException error, String command) {
    return switch (error) {
      case UnmatchedArgumentException unmatched ->
          messages.text(
              "command.unknown-argument",
              "argument",
              String.join(" ", unmatched.getUnmatched()),
              "command",
              command);
      case MissingParameterException missing ->
          messages.text(
              "command.missing-argument",
              "argument",
              missing.getMissing().stream()
                  .map(UsageErrors::label)
                  .collect(Collectors.joining(areAlternatives(missing) ? " | " : " ")),
              "command",
              command);
      case OverwrittenOptionException repeated ->
          messages.text("command.repeated-option", "option", label(repeated.getOverwritten()));
      case MaxValuesExceededException _ ->
          messages.text("command.too-many-arguments", "command", command);
      case MutuallyExclusiveArgsException _ ->
          messages.text(
              "command.exclusive",
              "arguments",
              alternatives(error.getCommandLine()),
              "command",
              command);
      case ParameterException _ when error.getArgSpec() != null ->
          messages.text(
              "command.wrong-value",
              "argument",
              label(error.getArgSpec()),
              "value",
              String.valueOf(error.getValue()),
              "label",
              error.getArgSpec().paramLabel(),
              "description",
              String.join(" ", error.getArgSpec().description()));
      default -> messages.text("command.incomplete", "command", command);
    };
  }

  /// True when one of the arguments is asked for, and not all of them.
  private static boolean areAlternatives(MissingParameterException missing) {
    return missing.getMissing().stream()
        .allMatch(argument -> argument.group() != null && argument.group().exclusive());
  }

  private static String alternatives(CommandLine command) {
    return command.getCommandSpec().argGroups().stream()
        .filter(ArgGroupSpec::exclusive)
        .flatMap(group -> group.args().stream())
        .map(UsageErrors::label)
        .collect(Collectors.joining(" | "));
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
