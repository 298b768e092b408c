package io.tain.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/// How a command is used, with the program called as the reader called it.
final class Usage extends Help {
  private final String program;

  Usage(CommandSpec command, ColorScheme colors, String program) {
    super(command, colors);
    this.program = program;
  }

  @Override
  public String synopsis(int headingLength) {
    String name = commandSpec().root().name();
    int longer = Math.max(0, program.length() - name.length());
    return super.synopsis(headingLength + longer)
        .replaceFirst(Pattern.quote(name), Matcher.quoteReplacement(program));
  }

  /// A command's words, as they are typed.
  static String typed(CommandSpec command, String program) {
    return program + command.qualifiedName().substring(command.root().name().length());
  }
}
