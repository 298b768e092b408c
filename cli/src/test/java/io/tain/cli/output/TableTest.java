package io.tain.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void toString_withChineseCells_alignsByDisplayWidth() {
    String table = Table.withHeadings("镜像", "版本").row("web", "1").row("数据库", "2").toString();

    assertThat(table).isEqualTo("镜像    版本\nweb     1\n数据库  2\n");
  }

  @Test
  void toString_ofWhatAStrangerWrote_commandsNoTerminal() {
    String table = Table.ofFacts().row("a\u001b[2Jb\u009b1m\n", "镜像").toString();

    assertThat(table).isEqualTo("a\\x1b[2Jb\\x9b1m\\x0a  镜像\n");
  }

  @Test
  void toString_ofRowsOfDifferentLength_endsNoLineWithSpaces() {
    String table = Table.ofFacts().row("a", "").row("long name", "value").toString();

    assertThat(table).isEqualTo("a\nlong name  value\n");
  }
}
