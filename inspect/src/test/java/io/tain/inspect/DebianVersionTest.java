package io.tain.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.ForeignTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The order is the one of dpkg itself.
final class DebianVersionTest {
  private static final int PAIRS = 400;
  private static final String SHELL =
      "while read -r a b; do if dpkg --compare-versions $a lt $b; then echo -1; elif dpkg"
          + " --compare-versions $a eq $b; then echo 0; else echo 1; fi; done < \"$1\"";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "1.0-1, 1.0-1+b1, -1",
    "1.0~rc1, 1.0, -1",
    "1:0.1, 2.0, 1",
    "1.0-1~bpo12+1, 1.0-1, -1",
    "2.36-9+deb12u9, 2.36-9+deb12u10, -1",
    "1.0, 1.0-0, 0",
    "1.00, 1.0, 0",
    "17.0.6~++20231209124227+6009708b4367, 17.0.6~++20231208085813+6009708b4367, 1"
  })
  void compare_knownPairs_areInTheOrderOfDpkg(String one, String two, int expected) {
    assertThat(compare(one, two)).isEqualTo(expected);
    assertThat(compare(two, one)).isEqualTo(-expected);
  }

  @Test
  void compare_seededPairs_areInTheOrderOfDpkg() throws Exception {
    var random = new Random(Long.getLong("tain.seed", 20261121));
    var pairs = new ArrayList<String>();
    for (int i = 0; i < PAIRS; i++) {
      String one = version(random);
      pairs.add(one + " " + (i % 2 == 0 ? version(random) : mutated(one, random)));
    }
    Path input = Files.write(directory.resolve("pairs"), pairs);

    List<String> answers =
        ForeignTool.run("bash", "-c", SHELL, "-", input.toString()).lines().toList();

    assertThat(answers).hasSize(PAIRS);
    for (int i = 0; i < PAIRS; i++) {
      String[] pair = pairs.get(i).split(" ");
      assertThat(compare(pair[0], pair[1]))
          .as(pairs.get(i))
          .isEqualTo(Integer.parseInt(answers.get(i)));
    }
  }

  private static int compare(String one, String two) {
    return Integer.signum(new DebianVersion(one).compareTo(new DebianVersion(two)));
  }

  private static String version(Random random) {
    String epoch = random.nextInt(4) == 0 ? random.nextInt(3) + ":" : "";
    String revision = random.nextInt(3) == 0 ? "" : "-" + part(random);
    return epoch + random.nextInt(12) + part(random) + revision;
  }

  private static String part(Random random) {
    String alphabet = "0123456789001199azAZ.+~~";
    var part = new StringBuilder().append(random.nextInt(10));
    for (int i = random.nextInt(6); i > 0; i--) {
      part.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return part.toString();
  }

  private static String mutated(String version, Random random) {
    int at = version.indexOf(':') + 2 + random.nextInt(version.length());
    String insertion = List.of("~", "0", "+b1", "~1", "a", ".").get(random.nextInt(6));
    int place = Math.min(at, version.length());
    return version.substring(0, place) + insertion + version.substring(place);
  }
}
