package io.tain.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.api.BuildDifference;
import io.tain.api.BuildDifference.DifferentRun;
import io.tain.api.Built;
import io.tain.api.Stored;
import io.tain.base.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RebuildTextTest {
  private static final Stored STORED =
      new Stored("id", "web", "2", "sha256:0", 1 << 20, 1 << 20, 0, 0, 1, false);

  @Test
  void of_sameBytes_saysSo() {
    Built built = built(true, new BuildDifference("1", 0, 4096, List.of()));

    assertThat(text("en", built))
        .isEqualTo("built again from the lock: bit for bit the same, nothing new was stored\n");
  }

  @Test
  void of_otherBytes_listsTheBlocks() {
    var runs =
        List.of(
            new DifferentRun(0, 512, 4096, ""),
            new DifferentRun(2, 1 << 20, 8192, "/etc/a"),
            new DifferentRun(2, 2 << 20, 4096, ""));
    Built built = built(false, new BuildDifference("1", 4, 4096, runs));

    assertThat(text("en", built))
        .isEqualTo(
            """
            built again from the lock: 4 blocks of 4.00 KiB differ from version 1; the first are
            partition  offset   size      file
            -          512      4.00 KiB  (outside of the partitions)
            2          1048576  8.00 KiB  /etc/a
            2          2097152  4.00 KiB  (no file: the file system's own)
            """);
    assertThat(text("zh", built)).contains("4 个", "1048576", "/etc/a");
  }

  @Test
  void of_firstBuildOfALock_saysThatNothingIsCompared() {
    Built built = built(false, new BuildDifference("", 0, 4096, List.of()));

    assertThat(text("en", built)).contains("nothing to compare with");
  }

  private static Built built(boolean reproduced, BuildDifference difference) {
    return new Built(STORED, Map.of(), reproduced, difference);
  }

  private static String text(String language, Built built) {
    return new RebuildText(Messages.of(Locale.forLanguageTag(language))).of(built);
  }
}
