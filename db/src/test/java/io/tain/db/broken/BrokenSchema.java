package io.tain.db.broken;

/// Stands where the scripts of a module lie that has a mistake in one.
public final class BrokenSchema {
  private BrokenSchema() {}
}
