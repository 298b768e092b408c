package io.tain.nbd.socket;

import io.tain.nbd.Export;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The exports on offer, by name.
final class Exports {
  private final ConcurrentSkipListMap<String, ServedExport> byName = new ConcurrentSkipListMap<>();

  void add(Export export) {
    if (byName.putIfAbsent(export.name(), new ServedExport(export)) != null) {
      throw new IllegalStateException("an export is named " + export.name() + " already");
    }
  }

  Optional<ServedExport> remove(String name) {
    return Optional.ofNullable(byName.remove(name));
  }

  /// The export that a client means; the empty name also means the only one.
  Optional<ServedExport> find(String name) {
    ServedExport exact = byName.get(name);
    if (exact != null || !name.isEmpty()) {
      return Optional.ofNullable(exact);
    }
    Collection<ServedExport> all = all();
    return all.size() == 1 ? all.stream().findFirst() : Optional.empty();
  }

  Collection<ServedExport> all() {
    return byName.values();
  }
}
