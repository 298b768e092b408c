package io.tain.db;

/// What a transaction does.
///
/// @param <T> what it returns
/// @param <X> the checked exception that it may throw; `RuntimeException` when there is none
@FunctionalInterface
public interface Work<T, X extends Exception> {
  /// Does the work; see [Database#transact] for how often and where.
  T run(Transaction tx) throws X;
}
