package io.tain.cli;

import io.tain.base.Failures;
import io.tain.base.Messages;
import io.tain.base.TainException;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Says in the reader's language why a command failed, and ends it with the error's exit code.
final class ExecutionErrors implements IExecutionExceptionHandler {
  private static final System.Logger log = System.getLogger(ExecutionErrors.class.getName());

  /// What would command a terminal; a sentence may quote what a stranger wrote into a disk.
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

  private final Messages messages;

  ExecutionErrors(Messages messages) {
    this.messages = messages;
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
    TainException error = Failures.asTain(thrown);
    log.log(System.Logger.Level.DEBUG, "command failed", thrown);
    String sentence = CONTROL.matcher(messages.text(error)).replaceAll("?");
    command.getErr().println("tain: " + sentence + " (" + error.code().text() + ")");
    command.getErr().flush();
    return error.code().kind().exitCode();
  }
}
