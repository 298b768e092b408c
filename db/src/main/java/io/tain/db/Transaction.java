package io.tain.db;

/// A running transaction: what the modules' SQL is written against.
///
/// Belongs to the thread that runs the [Work], and ends with it.
public interface Transaction {
  /// A statement in the subset of SQL that SQLite and PostgreSQL share; `:name` is a parameter.
  Statement sql(String text);

  /// The database that the statements are for, where they must differ.
  Dialect dialect();

  /// The end of a `select` that locks the rows it finds until the transaction ends.
  ///
  /// ` for update` on PostgreSQL, nothing on SQLite, whose only writer this transaction is. Rows
  /// of several are locked in the order of their keys, in every module.
  default String forUpdate() {
    return dialect().forUpdate();
  }

  /// Adds a step to the end of the transaction; the steps run in the order they were added, after
  /// the work and directly before the commit.
  ///
  /// What must be held shortly, such as the counter of events, is taken here.
  void atEnd(Runnable step);
}
