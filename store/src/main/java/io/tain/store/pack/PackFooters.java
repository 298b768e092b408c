package io.tain.store.pack;

import io.tain.store.PackName;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Footers in memory, the least recently used let go of beyond a limit.
///
/// Safe for concurrent use.
public final class PackFooters {
  private static final int ENTRY_BYTES = 48;
  private static final int FOOTER_BYTES = 1024;

  private final PackReader reader;
  private final long maxBytes;

  /// In the order of last use; guarded by itself, as is `heldBytes`.
  private final LinkedHashMap<PackName, PackFooter> held = new LinkedHashMap<>(16, 0.75f, true);

  private long heldBytes;

  /// @param maxBytes of memory, about
  public PackFooters(PackReader reader, long maxBytes) {
    this.reader = reader;
    this.maxBytes = maxBytes;
  }

  /// The reader that the footers come from.
  public PackReader reader() {
    return reader;
  }

  /// The footer of a pack, from memory or from the blob store.
  ///
  /// @param fetched is told how many bytes were read from the blob store
  public PackFooter get(PackName pack, LongConsumer fetched) throws IOException {
    Optional<PackFooter> present = peek(pack);
    if (present.isPresent()) {
      return present.get();
    }
    PackFooter footer = reader.footer(pack, fetched);
    put(footer);
    return footer;
  }

  /// Keeps a footer that its writer has at hand.
  public void put(PackFooter footer) {
    synchronized (held) {
      if (held.put(footer.pack(), footer) == null) {
        heldBytes += weight(footer);
      }
      var eldest = held.entrySet().iterator();
      while (heldBytes > maxBytes && held.size() > 1) {
        heldBytes -= weight(eldest.next().getValue());
        eldest.remove();
      }
    }
  }

  private Optional<PackFooter> peek(PackName pack) {
    synchronized (held) {
      return Optional.ofNullable(held.get(pack));
    }
  }

  private static long weight(PackFooter footer) {
    return FOOTER_BYTES + (long) ENTRY_BYTES * footer.entries();
  }
}
