package io.tain.catalog.sql;

import java.util.Optional;
import java.util.function.Function;

/// The words in columns, which only this program wrote.
final class Words {
  private Words() {}

  static <T> T known(Function<String, Optional<T>> parser, String word) {
    return parser
        .apply(word)
        .orElseThrow(() -> new IllegalStateException("unknown word in a column: " + word));
  }
}
