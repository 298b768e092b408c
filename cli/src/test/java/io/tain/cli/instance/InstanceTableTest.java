package io.tain.cli.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.api.BootView;
import io.tain.api.InstanceView;
import io.tain.api.Problem;
import io.tain.base.ErrorCode;
import io.tain.base.Messages;
import io.tain.base.TainException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class InstanceTableTest {
  @Test
  void of_aFailedInstance_saysWhyWithoutCommandingTheTerminal() {
    TainException why =
        TainException.of(
            ErrorCode.FILE_FAILED,
            "path",
            "/home/instances/web/instance.json",
            "reason",
            "\033[2J");
    var failed =
        new InstanceView(
            "web", "failed", 0, "", "", List.of(), new BootView("tcg", null, 0), Problem.of(why));

    String table = new InstanceTable(Messages.of(Locale.ENGLISH)).of(List.of(failed));

    assertThat(table.lines().toList().get(1))
        .startsWith("web")
        .contains("failed")
        .doesNotContain("@");
    assertThat(table).contains("\n/home/instances/web/instance.json: \\x1b[2J;");
  }
}
