package io.tain.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every rule of docs/THREATS.md has a test that is named after it, or says which issue it waits
/// for.
final class RulesTest {
  private static final Pattern RULE = Pattern.compile("(?m)^\\| ([A-Z]\\d) \\|(.*)$");
  private static final Pattern TEST = Pattern.compile("\\bvoid ([a-z]\\d)_\\w+\\(");
  private static final String WAITING = " waits for issue ";

  @Test
  void rules_ofTheDocument_haveTestsOfTheirNames() {
    Set<String> expected = rules(false);

    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(tested()).isEqualTo(expected);
  }

  @Test
  void rules_thatWait_areThoseOfLaterIssues() {
    assertThat(rules(true)).containsExactlyInAnyOrder("F2", "I1", "S1");
  }

  private static Set<String> rules(boolean areWaiting) {
    return RULE.matcher(Project.read("docs/THREATS.md"))
        .results()
        .filter(row -> row.group(2).contains(WAITING) == areWaiting)
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> tested() {
    var tested = new TreeSet<String>();
    for (Path source : Project.files("[a-z]+/src/test/java/.*Test\\.java")) {
      TEST.matcher(Project.read(source))
          .results()
          .map(MatchResult::group)
          .map(method -> method.substring("void ".length(), "void ".length() + 2))
          .forEach(rule -> tested.add(rule.toUpperCase(Locale.ROOT)));
    }
    return tested;
  }
}
