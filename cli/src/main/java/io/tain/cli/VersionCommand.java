package io.tain.cli;

import io.tain.cli.context.CommandContext;
import io.tain.cli.context.ProgramVersion;
import io.tain.cli.output.OutputOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tain version`: the program's version, its commit and its JDK.
@Command(name = "version")
final class VersionCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private OutputOption output;

  VersionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProgramVersion program = ProgramVersion.current();
    output.print(context, program, () -> sentence(program) + "\n");
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
