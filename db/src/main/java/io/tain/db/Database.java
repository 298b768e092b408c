package io.tain.db;

/// A SQL database, and the only place where its transactions begin and end.
///
/// Safe for concurrent use, from virtual threads too. SQLite has one writer: its transactions wait
/// for each other; PostgreSQL runs them side by side at READ COMMITTED, so a module locks the rows
/// whose values it decides by ([Transaction#forUpdate]). Passes `DatabaseContract`.
public interface Database extends AutoCloseable {
  /// Runs `work` in a transaction, commits it and returns what the work returned.
  ///
  /// The work may run on another thread, and more than once: it is repeated when the database gave
  /// the transaction up (serialisation failure, deadlock, a connection that was lost before the
  /// commit), so it must change nothing but the database. Anything that it throws rolls back and
  /// is thrown on, unchanged.
  ///
  /// @throws io.tain.base.TainException `database.failed`: nothing was changed, except that after
  ///     a failed commit on PostgreSQL the outcome is unknown; look before repeating
  /// @throws IllegalStateException if called inside a transaction of this database, or if a
  ///     [Change] of the transaction was not recorded
  <T, X extends Exception> T transact(Work<T, X> work) throws X;

  /// Runs `work` on one snapshot of the database, which it cannot change.
  ///
  /// The work may run more than once, as in [#transact].
  ///
  /// @throws io.tain.base.TainException `database.failed`; the call may be repeated
  /// @throws IllegalStateException if called inside a transaction of this database
  <T, X extends Exception> T read(Work<T, X> work) throws X;

  /// Waits for running transactions, then closes every connection; later ones are an
  /// `IllegalStateException`.
  @Override
  void close();
}
