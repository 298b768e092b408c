package io.tain.db;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A SQL statement and the values of its parameters.
///
/// Every method may throw `database.failed`; a broken unique or foreign key is a
/// [ConstraintException].
public interface Statement {
  /// Gives the parameter `:name` its value.
  ///
  /// @param value a `String`, whole number, `Boolean`, `byte[]`, `Enum`-free value type or `null`.
  ///     `Instant` is written by [SqlTime]; an `Optional` as its value or null; any other type
  ///     (`Digest`, `VersionId`, `ImageName`, `UUID` …) as its `toString()`
  Statement bind(String name, @Nullable Object value);

  /// Gives the list `(:name)` of an `in` its values; an empty list matches nothing.
  ///
  /// @param values at most 10,000; SQLite takes no more than 32,766 parameters in all
  Statement bindList(String name, List<?> values);

  /// Runs it and counts the rows that it changed.
  int update();

  /// Runs it once for each element, as one batch where the database can.
  <E> void updateAll(Iterable<E> elements, Binder<E> binder);

  /// Its rows, in order.
  <T> List<T> list(RowReader<T> reader);

  /// Its first row, if it has any.
  <T> Optional<T> first(RowReader<T> reader);

  /// Hands over its rows one by one, without holding them all in memory.
  void forEach(RowConsumer consumer);

  /// Makes a value of a row.
  @FunctionalInterface
  interface RowReader<T> {
    /// The value of the row that `row` stands at; `row` is not kept.
    T read(Row row);
  }

  /// Takes a row.
  @FunctionalInterface
  interface RowConsumer {
    /// Takes the row that `row` stands at; `row` is not kept.
    void accept(Row row);
  }

  /// Binds the parameters of one element of a batch.
  @FunctionalInterface
  interface Binder<E> {
    /// Binds every parameter of `statement` for `element`.
    void bind(Statement statement, E element);
  }
}
