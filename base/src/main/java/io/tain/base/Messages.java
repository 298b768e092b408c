package io.tain.base;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every sentence that a user reads, in English and Chinese, by key.
///
/// A sentence names its placeholders: `{path}`. Immutable.
public final class Messages {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");
  private static final String BUNDLE = "io.tain.base.messages";

  /// As the sentences of the bundle call it.
  private static final String PROGRAM = "tain";

  private final ResourceBundle bundle;
  private final Phrases phrases;
  private final String program;

  private Messages(ResourceBundle bundle, Phrases phrases, String program) {
    this.bundle = bundle;
    this.phrases = phrases;
    this.program = program;
  }

  /// The sentences in Chinese when the locale's language is Chinese, else in English.
  public static Messages of(Locale locale) {
    return of(locale, PROGRAM);
  }

  /// The same for a reader who calls the program by another name than `tain`, such as `./tain`:
  /// commands that a sentence names can be typed as they stand.
  public static Messages of(Locale locale, String program) {
    boolean isChinese = "zh".equals(locale.getLanguage());
    Locale chosen = isChinese ? Locale.CHINESE : Locale.ROOT;
    var exact = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT);
    return new Messages(
        ResourceBundle.getBundle(BUNDLE, chosen, exact),
        isChinese ? Phrases.read("phrases_zh.tsv") : Phrases.NONE,
        program);
  }

  /// The sentence with its placeholders filled in.
  ///
  /// @throws java.util.MissingResourceException if there is no such key
  public String text(String key, Map<String, String> arguments) {
    return filled(sentence(key), arguments);
  }

  private String sentence(String key) {
    return bundle.getString(key).replace("`" + PROGRAM + " ", "`" + program + " ");
  }

  private static String filled(String sentence, Map<String, String> arguments) {
    return PLACEHOLDER
        .matcher(sentence)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    arguments.getOrDefault(match.group(1), "{" + match.group(1) + "}")));
  }

  /// The sentence with its placeholders given as name, value, name, value and so on.
  public String text(String key, Object... namesAndValues) {
    return text(key, TainException.arguments(namesAndValues));
  }

  /// The sentence for an error, in this language.
  public String text(TainException error) {
    Map<String, String> arguments = phrases.of(error);
    String sentence = sentence("error." + error.code().text());
    return filled(phrases.fit(sentence, arguments), arguments);
  }

  /// A phrase of an error's detail, in this language; what is none stays as it is.
  public String phrase(String english) {
    return phrases.of(english);
  }

  /// How the reader calls the program.
  public String program() {
    return program;
  }

  /// The sentences as the command-line parser takes them, for its help texts.
  public ResourceBundle bundle() {
    return bundle;
  }

  /// Every key of the bundle.
  public Set<String> keys() {
    return bundle.keySet();
  }
}
