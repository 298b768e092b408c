package io.tain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.Messages;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.ProgramOptions;
import io.tain.cli.context.Streams;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// Every command, option and argument is explained, in each language.
final class CommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void commands_allOfThem_areDescribed(String language) {
    var wrong = new ArrayList<String>();

    for (CommandSpec command : commands(program(language))) {
      if (!isIn(language, command.usageMessage().header(), command.usageMessage().description())) {
        wrong.add(command.qualifiedName());
      }
      for (ArgSpec argument : command.args()) {
        if (!isIn(language, argument.description())) {
          wrong.add(command.qualifiedName() + " " + argument);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void commands_allOfThem_takeHomeAndOutput(String language) {
    assertThat(commands(program(language)))
        .allSatisfy(command -> assertThat(command.optionsMap()).containsKeys("--home", "--output"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void help_ofEachCommand_isPrinted(String language) {
    String usage = language.equals("zh") ? "用法：" : "Usage: ";

    for (CommandSpec command : commands(program(language))) {
      out.getBuffer().setLength(0);
      int exitCode = run(language, words(command.qualifiedName() + " --help"));

      assertThat(exitCode).as(command.qualifiedName()).isZero();
      assertThat(out.toString()).contains(usage + command.qualifiedName());
    }
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void help_withoutACommand_listsThem(String language) {
    int exitCode = run(language, new String[] {"help"});

    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("quickstart", "image", "run").doesNotContain("disk-host");
  }

  /// The program with all commands, or with those that the words need.
  private CommandLine program(String language, String... words) {
    var context =
        new CommandContext(
            Messages.of(Locale.forLanguageTag(language)),
            Map.of(),
            new Streams(new PrintWriter(out), new PrintWriter(err), false),
            InstantSource.system(),
            new ProgramOptions());
    return Tain.commandLine(context, List.of(words));
  }

  private int run(String language, String... words) {
    CommandLine program = program(language, words);
    int exitCode = program.execute(words);
    program.getOut().flush();
    return exitCode;
  }

  /// The words after `tain`.
  private static String[] words(String line) {
    return Stream.of(line.split(" ")).skip(1).toArray(String[]::new);
  }

  private static List<CommandSpec> commands(CommandLine command) {
    var all = new ArrayList<CommandSpec>();
    all.add(command.getCommandSpec());
    command.getSubcommands().values().forEach(sub -> all.addAll(commands(sub)));
    return all;
  }

  /// True when there is text, and its letters are those of the language.
  private static boolean isIn(String language, String[]... texts) {
    String text = Arrays.stream(texts).flatMap(Arrays::stream).reduce("", String::concat);
    boolean isChinese =
        text.codePoints()
            .anyMatch(p -> Character.UnicodeScript.of(p) == Character.UnicodeScript.HAN);
    return !text.isBlank() && isChinese == language.equals("zh");
  }
}
