package io.tain.store.pack;

import io.tain.store.DamagedException;

/// Turns what should be true of stored bytes into `store.damaged` where it is not.
record Checked(String object, long baseOffset) {
  void that(long offset, Object expected, Object found, boolean holds) {
    if (!holds) {
      throw new DamagedException(object, baseOffset + offset, expected, found);
    }
  }
}
