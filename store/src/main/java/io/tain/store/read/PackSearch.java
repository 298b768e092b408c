package io.tain.store.read;

import io.tain.blob.BlobEntry;
import io.tain.blob.BlobStore;
import io.tain.blob.MissingBlobException;
import io.tain.store.PackName;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackFooters;
import io.tain.store.pack.PackKeys;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Finds a chunk that is not where the plan says: by the footers of all packs.
///
/// Slow, and needed only after packs were rewritten under a reader.
record PackSearch(BlobStore blobs, PackFooters footers) {
  /// The footer of a pack that holds the chunk whose id begins with this prefix.
  Optional<PackFooter> find(long high, long low, LongConsumer fetched) throws IOException {
    for (BlobEntry blob : blobs.list(PackKeys.PREFIX)) {
      Optional<PackName> pack = PackKeys.nameOf(blob.key());
      if (pack.isPresent()) {
        Optional<PackFooter> found = holding(pack.get(), high, low, fetched);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<PackFooter> holding(PackName pack, long high, long low, LongConsumer fetched)
      throws IOException {
    try {
      return Optional.of(footers.get(pack, fetched))
          .filter(footer -> footer.find(high, low) != PackFooter.ABSENT);
    } catch (MissingBlobException _) {
      // Deleted since the listing: it holds nothing that anybody may need.
      return Optional.empty();
    }
  }
}
