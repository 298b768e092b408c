package io.tain.base;

import java.util.regex.Pattern;

/// The one grammar of names: `[a-z0-9][a-z0-9._-]*`, at most 128 characters.
final class Identifier {
  private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");

  private Identifier() {}

  static String require(String what, String text) {
    if (!GRAMMAR.matcher(text).matches()) {
      throw TainException.of(ErrorCode.NAME_MALFORMED, "what", what, "found", text);
    }
    return text;
  }
}
