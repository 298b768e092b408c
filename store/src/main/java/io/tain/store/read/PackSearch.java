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
import java.util.function.Function;
import java.util.function.LongConsumer;

/// Finds what is not where plans and hints say: by the footers of all packs.
///
/// Slow, and needed only after packs were rewritten under a reader.
record PackSearch(BlobStore blobs, PackFooters footers) {
  /// The footer of a pack that holds the chunk whose id begins with this prefix.
  Optional<PackFooter> find(long high, long low, LongConsumer fetched) throws IOException {
    return find(
        footer ->
            footer.find(high, low) == PackFooter.ABSENT ? Optional.empty() : Optional.of(footer),
        fetched);
  }

  /// The first that is found in any footer.
  <T> Optional<T> find(Function<PackFooter, Optional<T>> wanted, LongConsumer fetched)
      throws IOException {
    for (BlobEntry blob : blobs.list(PackKeys.PREFIX)) {
      Optional<PackName> pack = PackKeys.nameOf(blob.key());
      Optional<T> found = Optional.empty();
      if (pack.isPresent()) {
        found = footer(pack.get(), fetched).flatMap(wanted);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<PackFooter> footer(PackName pack, LongConsumer fetched) throws IOException {
    try {
      return Optional.of(footers.get(pack, fetched));
    } catch (MissingBlobException _) {
      // Deleted since the listing: it holds nothing that anybody may need.
      return Optional.empty();
    }
  }
}
