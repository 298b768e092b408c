package io.tain.db;

import java.util.List;

/// The log of everything that was changed or refused; it only grows.
///
/// Passes `EventLogContract`.
public interface EventLog {
  /// Appends `event` when the transaction commits, and not if it does not.
  ///
  /// The sequence is drawn from a counter row in the transaction's last step, so it has no gaps,
  /// its order is the order of the commits, and the counter is locked for as short as can be.
  void append(Transaction tx, Event event);

  /// The events after a place in the log, in order.
  ///
  /// @param sequence the last one already seen; 0 for none
  /// @param max at most so many, `1` to `10,000`
  List<LoggedEvent> after(Transaction tx, long sequence, int max);

  /// The place of the newest event; 0 when there is none.
  long lastSequence(Transaction tx);
}
