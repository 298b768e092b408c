package io.tain.build.recipe;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What a text may look like.
final class Grammar {
  private Grammar() {}

  static Predicate<String> matching(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }
}
