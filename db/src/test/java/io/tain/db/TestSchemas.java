package io.tain.db;

import io.tain.db.broken.BrokenSchema;

/// Tables in three versions, as modules will have them.
final class TestSchemas {
  /// The newest version: it has a baseline of its own, and its second step differs by dialect.
  static final Schema SHELF = new Schema("shelf", 3, TestSchemas.class);

  /// Tables whose second step cannot be done.
  static final Schema BROKEN = new Schema("broken", 2, BrokenSchema.class);

  private TestSchemas() {}

  /// The tables as an older Tain knew them.
  static Schema shelf(int version) {
    return new Schema(SHELF.module(), version, SHELF.anchor());
  }
}
