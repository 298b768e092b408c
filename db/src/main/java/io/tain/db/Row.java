package io.tain.db;

import java.time.Instant;
import java.util.Optional;

/// The row that a statement's result stands at.
///
/// A column that is null where its type is not optional is an `IllegalStateException`: the schema
/// and the code disagree.
public interface Row {
  /// The text in `column`.
  String text(String column);

  /// The text in `column`, absent when it is null.
  Optional<String> optionalText(String column);

  /// The whole number in `column`.
  long number(String column);

  /// The whole number in `column` that fits in 32 bits.
  int smallNumber(String column);

  /// The truth value in `column`.
  boolean flag(String column);

  /// The bytes in `column`.
  byte[] bytes(String column);

  /// The time in `column`, as [SqlTime] wrote it.
  Instant time(String column);

  /// The time in `column`, absent when it is null.
  Optional<Instant> optionalTime(String column);
}
