package io.tain.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A word that only groups commands, such as `tain image`.
@Command
final class Group implements Runnable {
  @Spec private CommandSpec spec;

  /// The group with its commands, by their own names.
  static CommandLine of(Object... commands) {
    var group = new CommandLine(new Group());
    for (Object command : commands) {
      group.addSubcommand(command);
    }
    return group;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), spec.qualifiedName());
  }
}
