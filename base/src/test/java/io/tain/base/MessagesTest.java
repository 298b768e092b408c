package io.tain.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MessagesTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z_]+}");

  private final Messages english = Messages.of(Locale.ENGLISH);
  private final Messages chinese = Messages.of(Locale.SIMPLIFIED_CHINESE);

  @Test
  void keys_inBothLanguages_areTheSame() {
    assertThat(new TreeSet<>(chinese.keys())).isEqualTo(new TreeSet<>(english.keys()));
  }

  @Test
  void placeholders_inBothLanguages_areTheSame() {
    for (String key : english.keys()) {
      assertThat(placeholders(chinese.text(key, Map.of())))
          .as(key)
          .isEqualTo(placeholders(english.text(key, Map.of())));
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyErrorCode_hasASentence(ErrorCode code) {
    assertThat(english.keys()).contains("error." + code.text());
  }

  @Test
  void text_valueWithDollarAndBraces_isPutInAsItIs() {
    String text = english.text("error.file.not-found", "path", "/tmp/$1{path}\\");

    assertThat(text).isEqualTo("/tmp/$1{path}\\ does not exist; check the path");
  }

  @Test
  void text_forAReaderWhoCallsTheProgramOtherwise_namesCommandsAsHeTypesThem() {
    Messages called = Messages.of(Locale.ENGLISH, "./tain");

    assertThat(called.text("server.background", "address", "`tain up`"))
        .isEqualTo("a server runs in the background now, at `tain up`; `./tain down` ends it");
    assertThat(called.text(TainException.of(ErrorCode.INSTANCE_NOT_FOUND, "instance", "web")))
        .endsWith("`./tain instance list` shows the instances");
  }

  private static Set<String> placeholders(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(result -> result.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
