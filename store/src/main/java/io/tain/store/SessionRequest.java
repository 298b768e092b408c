package io.tain.store;

import io.tain.crypto.Domain;
import java.util.List;

/// What an import is going to store.
///
/// @param domain whose chunks it shares
/// @param purpose what tells this import from all others of the domain, such as namespace, image,
///     label and actor: a session of the same purpose that has not ended is ended, and what it made
///     durable is not sent again
/// @param bases versions that the client may read: it is told "have" for their chunks alone
/// @param relatives versions of other images that may hold what resembles this one: nobody is told
///     of their chunks, but new chunks may be compressed against them
/// @param gridOrigins where the 4 KiB grid of the cuts restarts, in bytes, ascending
public record SessionRequest(
    Domain domain,
    String purpose,
    long virtualSizeBytes,
    List<ManifestPlace> bases,
    List<ManifestPlace> relatives,
    List<Long> gridOrigins) {
  public SessionRequest {
    bases = List.copyOf(bases);
    relatives = List.copyOf(relatives);
    gridOrigins = List.copyOf(gridOrigins);
    if (virtualSizeBytes < 0) {
      throw new IllegalArgumentException("virtual size " + virtualSizeBytes);
    }
  }
}
