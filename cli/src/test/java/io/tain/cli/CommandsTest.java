package io.tain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.Messages;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.ProgramOptions;
import io.tain.cli.context.Streams;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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
      assertThat(out.toString()).contains(usage + "./" + command.qualifiedName());
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

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void options_withADefaultOrAChoice_tellItInTheirHelp(String language) {
    var silent = new ArrayList<String>();

    for (CommandSpec command : commands(program(language))) {
      for (OptionSpec option : command.options()) {
        String standard = option.defaultValue();
        String told = String.join(" ", option.description());
        if (standard != null && !standard.isEmpty() && !told.contains(standard)) {
          silent.add(command.qualifiedName() + " " + option.longestName());
        }
      }
    }

    assertThat(silent).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "image import x --name x --format vdi,expected auto|raw|qcow2|vmdk|vhd|vhdx: ",
    "image export x -o x --format vdi,expected raw|qcow2|vmdk|vhd|vhdx: ",
    "disk convert x y --compress gzip,expected zstd|zlib: ",
    "disk ls x --partition one,expected N|GROUP/NAME: ",
    "image list --output xml,expected table|json: ",
    "completion fish,expected bash|zsh: ",
    "run x --memory much,expected MIB: memory of the guest",
    "run x --wait-timeout soon,such as 90s or 5m",
    "up --listen 70000,expected PORT: ",
    "image build x --update --rebuild,only one of --update | --rebuild",
    "nbd x --port 1 --socket x,only one of --socket | --port",
    "help nosuch,unknown: nosuch; `./tain --help`",
    "help image nosuch,unknown: nosuch; `./tain image --help`",
    "image import x --name X,image \"X\" is not allowed"
  })
  void wrongValue_ofAnyOption_tellsTheAllowedOnes(String line, String told) {
    int exitCode = run("en", line.split(" "));

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "image"})
  void command_thatIsOnlyBegun_showsItsHelp(String line) {
    int exitCode = run("en", line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).startsWith(("Usage: ./tain " + line).strip() + " [-h]");
  }

  @Test
  void help_ofWords_isThatOfTheCommand() {
    int exitCode = run("en", "help", "image", "export");

    assertThat(exitCode).isZero();
    assertThat(out.toString()).startsWith("Usage: ./tain image export [-h]");
  }

  @Test
  void help_ofAProgramWithASignOfPatternsInItsName_namesIt() {
    CommandLine program = program(Messages.of(Locale.ENGLISH, "./my\\ $1/tain"), "help");

    program.execute("help");
    program.getOut().flush();

    assertThat(out.toString()).startsWith("Usage: ./my\\ $1/tain [-h]");
  }

  /// The program with all commands, or with those that the words need.
  private CommandLine program(String language, String... words) {
    return program(Messages.of(Locale.forLanguageTag(language), "./tain"), words);
  }

  private CommandLine program(Messages messages, String... words) {
    var context =
        new CommandContext(
            messages,
            Map.of(),
            new Streams(
                new PrintWriter(out), OutputStream.nullOutputStream(), new PrintWriter(err), false),
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
