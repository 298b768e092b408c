package io.tain.store.index;

import java.io.IOException;

/// Stands at one index entry after the other, ascending by prefix.
///
/// For one thread.
interface EntryCursor {
  /// Goes to the next entry; false when there is none.
  boolean next() throws IOException;

  long high();

  long low();

  /// Index of the entry's pack in the list that belongs to the cursor's source.
  int pack();

  int entry();
}
