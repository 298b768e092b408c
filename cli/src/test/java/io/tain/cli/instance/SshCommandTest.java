package io.tain.cli.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.api.BootView;
import io.tain.api.InstanceView;
import io.tain.api.PublishedPortView;
import io.tain.base.Messages;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.ProgramOptions;
import io.tain.cli.context.Streams;
import io.tain.testkit.ExternalTool;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SshCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"/home/ann/.tain", "/home/ann lee/.tain", "/it's $HOME; `id`/\"x\""})
  void of_aPublishedPort_isWhatAShellTakesForTheKey(String home) {
    String command = printed(Map.of("TAIN_HOME", home)).strip();

    String key =
        ExternalTool.of("sh", "-c").run("printf '%s\\n'" + command.substring("ssh".length()));

    assertThat(key.lines()).startsWith("-i", home + "/keys/instance_ed25519", "-p", "2222");
  }

  @Test
  void of_aPlainPath_isNotQuoted() {
    assertThat(printed(Map.of("TAIN_HOME", "/home/ann/.tain")))
        .startsWith("\nssh -i /home/ann/.tain/keys/instance_ed25519 -p 2222 ");
  }

  @Test
  void of_anotherMachinesInstance_isNone() {
    assertThat(printed(Map.of("TAIN_SERVER", "https://far.example:7070"))).isEmpty();
  }

  private static String printed(Map<String, String> environment) {
    var silent = new PrintWriter(Writer.nullWriter());
    var context =
        new CommandContext(
            Messages.of(Locale.ENGLISH),
            environment,
            new Streams(silent, OutputStream.nullOutputStream(), silent, false),
            InstantSource.system(),
            new ProgramOptions());
    return new SshCommand(context)
        .of(
            List.of(
                new InstanceView(
                    "web-1",
                    "running",
                    7,
                    "web",
                    "1",
                    List.of(new PublishedPortView(2222, 22)),
                    new BootView("tcg", null, 0),
                    null)));
  }
}
