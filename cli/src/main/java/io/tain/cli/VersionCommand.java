package io.tain.cli;

import io.tain.base.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tain version`: the program's version, its commit and its JDK.
@Command(name = "version")
final class VersionCommand implements Runnable {
  private final Messages messages;

  @Spec private CommandSpec spec;

  VersionCommand(Messages messages) {
    this.messages = messages;
  }

  @Override
  public void run() {
    ProgramVersion program = ProgramVersion.current();
    spec.commandLine()
        .getOut()
        .println(
            messages.text(
                "version.program",
                "version",
                program.version(),
                "commit",
                program.commit(),
                "java",
                program.java()));
  }
}
