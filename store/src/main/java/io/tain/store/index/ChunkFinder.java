package io.tain.store.index;

import io.tain.store.ChunkId;
import io.tain.store.pack.PackFooter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;

/// Looks for the chunks of one import: what stands beside the last hits is found without I/O.
///
/// For one thread.
public final class ChunkFinder {
  private static final int REMEMBERED_FOOTERS = 8;

  private final ChunkIndex index;

  /// The footers of the last hits, the newest first.
  private final ArrayDeque<PackFooter> recent = new ArrayDeque<>();

  ChunkFinder(ChunkIndex index) {
    this.index = index;
  }

  /// The place of a chunk in a pack that versions may use; the whole id was compared.
  public Optional<ChunkPlace> find(ChunkId id) throws IOException {
    for (PackFooter footer : recent) {
      int entry = footer.find(id.first(), id.second());
      if (entry != PackFooter.ABSENT && footer.id(entry).equals(id)) {
        return Optional.of(new ChunkPlace(footer.pack(), entry));
      }
    }
    var candidates = new ArrayList<ChunkPlace>();
    index.candidates(id.first(), id.second(), candidates);
    for (ChunkPlace candidate : candidates) {
      PackFooter footer = index.footer(candidate.pack());
      if (candidate.entry() < footer.entries() && footer.id(candidate.entry()).equals(id)) {
        remember(footer);
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private void remember(PackFooter footer) {
    if (recent.size() == REMEMBERED_FOOTERS) {
      recent.removeLast();
    }
    recent.addFirst(footer);
  }
}
