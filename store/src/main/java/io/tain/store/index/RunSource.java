package io.tain.store.index;

import io.tain.store.PackName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;

/// Several sorted sources that become one run; entries of packs that are not wanted are left out.
///
/// @param parts each with its own list of packs; a cursor is asked for twice
record RunSource(List<Part> parts) {
  RunSource {
    parts = List.copyOf(parts);
  }

  /// The packs of all parts, each once.
  List<PackName> packs(Set<PackName> unwanted) {
    return parts.stream()
        .flatMap(part -> part.packs().stream())
        .filter(pack -> !unwanted.contains(pack))
        .distinct()
        .toList();
  }

  /// The entries of all parts, in no order.
  void forEach(Set<PackName> unwanted, EntryVisitor visitor) throws IOException {
    for (Part part : parts) {
      EntryCursor cursor = part.cursor().get();
      while (cursor.next()) {
        if (!unwanted.contains(part.packs().get(cursor.pack()))) {
          visitor.visit(cursor.high(), cursor.low(), 0, cursor.entry());
        }
      }
    }
  }

  /// The entries of all parts, ascending, with the indexes of their packs in `packs`.
  void forEachSorted(List<PackName> packs, EntryVisitor visitor) throws IOException {
    Map<PackName, Integer> indexes = new HashMap<>();
    packs.forEach(pack -> indexes.put(pack, indexes.size()));
    var heads =
        new PriorityQueue<Head>(
            Comparator.comparing((Head head) -> head.cursor.high(), Long::compareUnsigned)
                .thenComparing(head -> head.cursor.low(), Long::compareUnsigned));
    for (Part part : parts) {
      var head = new Head(part.packs(), part.cursor().get());
      if (head.cursor.next()) {
        heads.add(head);
      }
    }
    while (!heads.isEmpty()) {
      Head head = heads.remove();
      Integer pack = indexes.get(head.packs.get(head.cursor.pack()));
      if (pack != null) {
        visitor.visit(head.cursor.high(), head.cursor.low(), pack, head.cursor.entry());
      }
      if (head.cursor.next()) {
        heads.add(head);
      }
    }
  }

  /// One sorted source.
  record Part(List<PackName> packs, Supplier<EntryCursor> cursor) {
    static Part of(RunFile run) {
      return new Part(run.packs(), run::cursor);
    }

    static Part of(PlaceTable table) {
      return new Part(new ArrayList<>(table.packs()), table::sorted);
    }
  }

  /// Takes one entry.
  interface EntryVisitor {
    void visit(long high, long low, int pack, int entry) throws IOException;
  }

  private record Head(List<PackName> packs, EntryCursor cursor) {}
}
