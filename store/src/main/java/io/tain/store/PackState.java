package io.tain.store;

/// The life of a pack, in this order.
public enum PackState {
  /// Belongs to an import that has not ended.
  WRITING,
  /// May be used by versions.
  LIVE,
  /// Was used by no version when the collector looked.
  CONDEMNED,
  /// Is being removed; nothing may use it again.
  DELETING,
  /// Its bytes are gone.
  DELETED
}
