package io.tain.store;

import io.tain.base.VersionId;
import java.io.IOException;

/// Looks whether what is stored is still what was stored.
///
/// It reads, takes no lock and disturbs nobody. Runs in one process exclude each other.
public interface Scrub {
  /// Checks the store from where the last run of this level ended.
  ///
  /// @param maxBytes to read, about; then the run ends and keeps how far it came
  /// @throws IOException if blobs cannot be listed or the database cannot be read; the call may be
  ///     repeated
  ScrubReport run(ScrubLevel level, long maxBytes) throws IOException;

  /// Reads the whole disk of one version and compares its content digest.
  ///
  /// @throws io.tain.base.TainException `store.missing` if there is no such version
  /// @throws IOException if the database cannot be read; the call may be repeated
  ScrubReport verify(VersionId version) throws IOException;
}
