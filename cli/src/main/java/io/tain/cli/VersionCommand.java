package io.tain.cli;

import io.tain.cli.context.CommandContext;
import io.tain.cli.context.ProgramVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `tain version`: the program's version, its commit and its JDK.
@Command(name = "version")
final class VersionCommand implements Callable<Integer> {
  private final CommandContext context;

  VersionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProgramVersion program = ProgramVersion.current();
    context.print(program, () -> sentence(program) + "\n");
    return 0;
  }

  private String sentence(ProgramVersion program) {
    return context
        .messages()
        .text(
            "version.program",
            "version",
            program.version(),
            "commit",
            program.commit(),
            "java",
            program.java());
  }
}
