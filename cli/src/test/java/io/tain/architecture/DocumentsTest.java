package io.tain.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.base.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The documents say what the code says, and their links lead somewhere.
final class DocumentsTest {
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");

  @Test
  void errors_areTheCodesOfTheProgram() {
    Messages english = Messages.of(Locale.ENGLISH);
    String rows =
        Arrays.stream(ErrorCode.values())
            .map(code -> row(code, english))
            .collect(Collectors.joining());

    new GeneratedTable("docs/ERRORS.md", rows).assertUpToDate();
  }

  @Test
  void readmes_inBothLanguages_haveTheSameCodeBlocks() {
    assertThat(blocks("README.zh-CN.md")).isNotEmpty().isEqualTo(blocks("README.md"));
  }

  @Test
  void links_leadToFiles() {
    var broken = new ArrayList<String>();
    for (Path document : Project.files(".*\\.md")) {
      LINK.matcher(CODE_BLOCK.matcher(Project.read(document)).replaceAll(""))
          .results()
          .map(match -> match.group(1))
          .filter(target -> !target.contains(":"))
          .filter(target -> !Files.exists(document.resolveSibling(target)))
          .forEach(target -> broken.add(Project.name(document) + " -> " + target));
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void architecture_namesEveryModule() {
    String text = Project.read("docs/ARCHITECTURE.md");

    assertThat(Project.modules()).allSatisfy(module -> assertThat(text).contains("`" + module));
  }

  private static String row(ErrorCode code, Messages english) {
    return "| `%s` | %s | %d | %d | `%s` | %s |%n"
        .formatted(
            code.text(),
            code.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            code.kind().exitCode(),
            code.kind().httpStatus(),
            code.remedy(),
            english
                .text("error." + code.text(), Map.of())
                .replace("|", "\\|")
                .replace("<", "&lt;"));
  }

  private static List<String> blocks(String name) {
    return CODE_BLOCK.matcher(Project.read(name)).results().map(match -> match.group()).toList();
  }
}
