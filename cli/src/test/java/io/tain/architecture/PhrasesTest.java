package io.tain.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.base.Messages;
import io.tain.base.TainException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every English phrase that code puts into the sentence of an error is known in Chinese.
final class PhrasesTest {
  private static final String DICTIONARY = "base/src/main/resources/io/tain/base/phrases_zh.tsv";

  /// What reads like a phrase and is none, with the reason.
  private static final Map<Pattern, String> ALLOWED =
      Map.of(
          Pattern.compile("(?s).*\\n.*"), "a file or a message for another program",
          Pattern.compile("(?s).*[ (]:[a-z]+.*|begin immediate|.*\\(tenant, .*"), "SQL",
          Pattern.compile("(apt-get|sudo|su|qemu-img|--publish) .*"),
              "a command to be run as it is",
          Pattern.compile("@tain .*|, essential: true|mirror: .*|key: value|ext4: .*"),
              "a file's words",
          Pattern.compile("(esp volume|root file system|root directories|kind, position)"),
              "a name",
          Pattern.compile("injected: .*"), "said by twins, in tests alone",
          Pattern.compile("(partition (name|number)|disk of|partition \\{} at) .*"),
              "a caller's mistake",
          Pattern.compile("\\{}<64 hexadecimal digits>"), "the form of a file");

  private static final Map<String, String> FOUND = new TreeMap<>();

  @BeforeAll
  static void find() {
    for (JavaSource source : JavaSource.parse("[a-z]+/src/main/java/.*")) {
      String path = Project.name(source.path());
      if (!path.startsWith("benchmarks/") && !path.startsWith("testkit/")) {
        new PhraseFinder(source, FOUND).scan(source.unit(), null);
      }
    }
  }

  @Test
  void phrases_ofTheCode_areInTheDictionary() {
    Set<String> known = known();
    List<String> unknown =
        FOUND.entrySet().stream()
            .filter(phrase -> PhraseFinder.isProse(phrase.getKey()))
            .filter(phrase -> !known.contains(phrase.getKey()))
            .filter(
                phrase ->
                    ALLOWED.keySet().stream().noneMatch(p -> p.matcher(phrase.getKey()).matches()))
            .map(phrase -> phrase.getValue() + " " + phrase.getKey())
            .toList();

    assertThat(unknown).as("phrases that " + DICTIONARY + " lacks").isEmpty();
  }

  @Test
  void phrases_ofTheDictionary_areInTheCode() {
    Set<String> unused = new TreeSet<>(known());
    unused.removeAll(FOUND.keySet());

    assertThat(unused).isEmpty();
  }

  @Test
  void sentence_ofAnErrorWithPhrases_isChineseThroughout() {
    Messages chinese = Messages.of(Locale.CHINESE);

    String detail = chinese.phrase("at most 12 blocks in inode 7");
    String nested = chinese.phrase("extents at depth 3 in inode 12");
    String foreign = chinese.phrase("what another program says");
    String typed =
        chinese.text(
            TainException.of(
                ErrorCode.REQUEST_MALFORMED, "expected", "raw | qcow2", "found", "none"));

    String sentence =
        chinese.text(
            TainException.of(
                ErrorCode.DISK_MALFORMED,
                "format",
                "raw",
                "offset",
                0,
                "expected",
                "at least one byte",
                "found",
                "an empty file"));

    assertThat(sentence).isEqualTo("raw：字节 0 处应为至少一个字节，实为空文件；文件已损坏或不完整：请从原处重新复制，或用生成它的工具修复");
    assertThat(detail).isEqualTo("inode 7 最多 12 个块");
    assertThat(chinese.phrase("expected a hole, found a codec")).isEqualTo("应为空洞，实为编码方式");
    assertThat(nested).isEqualTo("深度为 3 的区段，位于 inode 12");
    assertThat(foreign).isEqualTo("what another program says");
    assertThat(typed).endsWith("实为 none");
  }

  private static Set<String> known() {
    return Project.read(Project.files(Pattern.quote(DICTIONARY)).getFirst())
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.indexOf('\t')).replace("{n}", "{}"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
