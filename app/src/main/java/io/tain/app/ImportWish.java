package io.tain.app;

import io.tain.base.ImageName;
import io.tain.base.Reference;
import io.tain.base.VersionLabel;
import java.util.List;
import java.util.Optional;

/// What somebody wants to import.
///
/// @param label empty for today's date, with a number when it is taken
/// @param base whose chunks need not be sent; empty for the newest version of the image
/// @param source what is imported, as far as that can be known before it is read: an import of the
///     same source that was interrupted is taken up
/// @param gridOrigins where the 4 KiB grid of the cuts restarts, in bytes, ascending
public record ImportWish(
    ImageName image,
    Optional<VersionLabel> label,
    Optional<Reference> base,
    String source,
    long virtualSizeBytes,
    List<Long> gridOrigins) {
  public ImportWish {
    gridOrigins = List.copyOf(gridOrigins);
  }
}
