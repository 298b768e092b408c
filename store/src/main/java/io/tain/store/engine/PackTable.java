package io.tain.store.engine;

import io.tain.store.PackName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives packs numbers, in the order in which they are first asked for.
final class PackTable {
  private final List<PackName> names = new ArrayList<>();
  private final Map<PackName, Integer> indexes = new HashMap<>();

  int indexOf(PackName pack) {
    return indexes.computeIfAbsent(pack, this::add);
  }

  List<PackName> names() {
    return List.copyOf(names);
  }

  private int add(PackName pack) {
    names.add(pack);
    return names.size() - 1;
  }
}
