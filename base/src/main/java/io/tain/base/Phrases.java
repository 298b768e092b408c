package io.tain.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The phrases that code puts into the sentences of errors, in another language than English.
///
/// An error's arguments are English, as its `getMessage()` and the interface tell them; only the
/// reader's sentence has them in his language. What is no known phrase stays as it is. Immutable.
final class Phrases {
  /// No phrases: for English.
  static final Phrases NONE = new Phrases(List.of());

  /// Arguments that hold phrases. Others hold names, which may look like a phrase.
  private static final Set<String> NAMES =
      Set.of("what", "expected", "found", "detail", "feature", "reason", "upgrade");

  /// No phrase is longer; what is found in a foreign file may be.
  private static final int MAX_CHARS = 200;

  /// How far phrases lie in phrases; bounds the work that a foreign text can cause.
  private static final int MAX_DEPTH = 3;

  private static final Pattern GAP = Pattern.compile("\\{n?}");
  private static final Pattern TAIL = Pattern.compile("[0-9]+ .*");
  private static final Pattern NUMBERED = Pattern.compile("\\{([1-9])}");

  private final Map<String, String> whole = new HashMap<>();
  private final List<Template> templates;

  private Phrases(List<String> lines) {
    List<String[]> pairs = lines.stream().map(line -> line.split("\t", -1)).toList();
    for (String[] pair : pairs) {
      whole.put(pair[0], pair[1]);
    }
    templates =
        pairs.stream()
            .filter(pair -> GAP.matcher(pair[0]).find())
            .sorted(Comparator.comparingInt((String[] pair) -> pair[0].length()).reversed())
            .map(pair -> new Template(pattern(pair[0]), pair[1]))
            .toList();
  }

  /// The phrases of a resource: English, tab, the other language; `#` begins a comment.
  static Phrases read(String resource) {
    try (InputStream in =
            Objects.requireNonNull(Phrases.class.getResourceAsStream(resource), resource);
        var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return new Phrases(reader.lines().filter(line -> !line.startsWith("#")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The arguments of an error, with every phrase in this language.
  Map<String, String> of(TainException error) {
    return error.arguments().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                argument ->
                    holdsPhrase(error, argument.getKey())
                        ? of(argument.getValue())
                        : argument.getValue()));
  }

  /// The phrase in this language, or the text itself when it is none.
  String of(String english) {
    return of(english, MAX_DEPTH);
  }

  private String of(String english, int depth) {
    if (depth == 0 || english.length() > MAX_CHARS) {
      return english;
    }
    String known = whole.get(english);
    if (known != null) {
      return known;
    }
    String best = english;
    for (Template template : templates) {
      Matcher matcher = template.english().matcher(english);
      if (matcher.matches()) {
        List<String> gaps = gaps(matcher);
        List<String> filled = gaps.stream().map(gap -> of(gap, depth - 1)).toList();
        best = template.fill(filled);
        if (areSettled(gaps, filled)) {
          return best;
        }
      }
    }
    return best;
  }

  /// True when no gap holds words that are no phrase: else another template may fit better.
  private static boolean areSettled(List<String> gaps, List<String> filled) {
    return IntStream.range(0, gaps.size())
        .noneMatch(
            i ->
                TAIL.matcher(gaps.get(i)).matches()
                    || (gaps.get(i).contains(" ") && gaps.get(i).equals(filled.get(i))));
  }

  private static List<String> gaps(Matcher matcher) {
    return IntStream.rangeClosed(1, matcher.groupCount()).mapToObj(matcher::group).toList();
  }

  /// A sentence without the spaces that set its gaps off, where Chinese fills them.
  String fit(String sentence, Map<String, String> filled) {
    String fitting = sentence;
    for (Map.Entry<String, String> argument : filled.entrySet()) {
      fitting = fit(fitting, "{" + argument.getKey() + "}", argument.getValue());
    }
    return fitting;
  }

  private static String fit(String sentence, String gap, String value) {
    if (value.isEmpty()) {
      return sentence;
    }
    String fitting = isChinese(value.codePointAt(0)) ? sentence.replace(" " + gap, gap) : sentence;
    return isChinese(value.codePointBefore(value.length()))
        ? fitting.replace(gap + " ", gap)
        : fitting;
  }

  private static boolean isChinese(int codePoint) {
    return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
  }

  /// What a user typed is told as it was typed.
  private static boolean holdsPhrase(TainException error, String name) {
    boolean isTyped =
        error.code().kind() == ErrorKind.USAGE && error.code() != ErrorCode.RECIPE_MALFORMED;
    return NAMES.contains(name) && !(name.equals("found") && isTyped);
  }

  private static Pattern pattern(String english) {
    var regex = new StringBuilder();
    Matcher gaps = GAP.matcher(english);
    int end = 0;
    while (gaps.find()) {
      regex.append(Pattern.quote(english.substring(end, gaps.start())));
      regex.append(gaps.group().equals("{n}") ? "(-?[0-9]+)" : "(.+?)");
      end = gaps.end();
    }
    return Pattern.compile(regex.append(Pattern.quote(english.substring(end))).toString());
  }

  /// A phrase with gaps.
  private record Template(Pattern english, String other) {
    private String fill(List<String> gaps) {
      String fitting = other;
      for (int i = 0; i < gaps.size(); i++) {
        fitting = fit(fitting, "{" + (i + 1) + "}", gaps.get(i));
      }
      return NUMBERED
          .matcher(fitting)
          .replaceAll(
              gap -> Matcher.quoteReplacement(gaps.get(Integer.parseInt(gap.group(1)) - 1)));
    }
  }
}
