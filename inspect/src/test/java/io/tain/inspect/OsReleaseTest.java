package io.tain.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.ForeignTool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The values are those that a shell gives the variables.
final class OsReleaseTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"",
        "PRETTY_NAME='single $quotes \\ kept'",
        "PRETTY_NAME=\"a \\\"quote\\\" \\$ \\` \\\\ and \\n\"",
        "PRETTY_NAME=plain",
        "PRETTY_NAME=two\\ words",
        "PRETTY_NAME='a'\"b\"c",
        "PRETTY_NAME=\"\"",
        "PRETTY_NAME=first\nPRETTY_NAME=last",
        "# PRETTY_NAME=comment\n\n  PRETTY_NAME=\"开放麒麟\"",
        "PRETTY_NAME=\"it's\"",
      })
  void parse_everyQuoting_isWhatAShellReads(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("os-release"), text);
    String expected =
        ForeignTool.run(
            "sh", "-c", "PRETTY_NAME=; . \"$1\"; printf %s \"$PRETTY_NAME\"", "-", file.toString());

    assertThat(OsRelease.parse(text).prettyName()).isEqualTo(expected);
  }

  @Test
  void parse_hostFile_hasItsFields() throws Exception {
    OsRelease release = OsRelease.parse(Files.readString(Path.of("/usr/lib/os-release")));

    assertThat(release.id()).isNotEmpty();
    assertThat(release.prettyName()).isNotEqualTo("Linux");
  }

  @Test
  void parse_controlCharacters_areDropped() {
    assertThat(OsRelease.parse("PRETTY_NAME=\"a\u001b[31mb\"").prettyName()).isEqualTo("a[31mb");
  }

  @Test
  void parse_nothing_isLinux() {
    assertThat(OsRelease.parse("")).isEqualTo(new OsRelease("linux", "", "", "", "Linux"));
  }
}
