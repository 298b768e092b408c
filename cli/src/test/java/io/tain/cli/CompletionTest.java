package io.tain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.Messages;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.ProgramOptions;
import io.tain.cli.context.Streams;
import io.tain.testkit.ExternalTool;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The completion script, in a real shell.
final class CompletionTest {
  @TempDir private Path folder;

  @Test
  void bash_afterTheScript_completesCommands() throws IOException {
    assertThat(complete("tain", "im")).isEqualTo("image");
    assertThat(complete("tain", "image", "im")).isEqualTo("import");
    assertThat(complete("tain", "image", "import", "--na")).isEqualTo("--name");
    assertThat(complete("tain", "instance", "st")).isEqualTo("stop");
  }

  @Test
  void bash_afterTheScript_completesValuesAsTheyAreAccepted() throws IOException {
    assertThat(complete("tain", "image", "list", "--output", "")).isEqualTo("table,json");
    assertThat(complete("tain", "completion", "")).isEqualTo("bash,zsh");
  }

  @Test
  void script_saysNothingOfItsGenerator() {
    assertThat(script("bash")).doesNotContainIgnoringCase("picocli.info").doesNotContain("$YOUR");
  }

  @Test
  void zsh_script_isTheSameAfterItsPrelude() {
    assertThat(script("zsh")).startsWith("autoload -U ").endsWith(script("bash"));
  }

  @Test
  void completion_ofAnUnknownShell_isRefused() {
    var err = new StringWriter();

    int exitCode = run(new StringWriter(), err, "fish");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("bash|zsh", "fish");
  }

  /// What bash offers for the last word, its lines joined by commas.
  private String complete(String... words) throws IOException {
    Path file = folder.resolve("completion");
    Files.writeString(file, script("bash"));
    String program =
        """
        source "$1"; shift
        compopt() { :; }
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        function_of() { echo "${@: -2:1}"; }
        "$(function_of $(complete -p tain))"
        IFS=,; echo "${COMPREPLY[*]%% }"
        """;
    var arguments = new ArrayList<Object>(List.of("-c", program, "bash", file));
    Collections.addAll(arguments, (Object[]) words);
    return ExternalTool.of("bash").run(arguments.toArray()).strip();
  }

  private static String script(String shell) {
    var out = new StringWriter();
    assertThat(run(out, new StringWriter(), shell)).isZero();
    return out.toString();
  }

  private static int run(StringWriter out, StringWriter err, String shell) {
    var context =
        new CommandContext(
            Messages.of(Locale.ENGLISH),
            Map.of(),
            new Streams(
                new PrintWriter(out),
                OutputStream.nullOutputStream(),
                new PrintWriter(err, true),
                false),
            InstantSource.system(),
            new ProgramOptions());
    return Tain.commandLine(context).execute("completion", shell);
  }
}
