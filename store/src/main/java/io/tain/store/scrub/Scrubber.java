package io.tain.store.scrub;

import io.tain.base.DurableFiles;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.VersionId;
import io.tain.blob.BlobStore;
import io.tain.crypto.DomainKeys;
import io.tain.db.Database;
import io.tain.store.Scrub;
import io.tain.store.ScrubFinding;
import io.tain.store.ScrubLevel;
import io.tain.store.ScrubReport;
import io.tain.store.read.StoredDisks;
import io.tain.store.scrub.SqlInventory.KnownVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The scrub of a store in one directory.
///
/// Safe for concurrent use. Every run reads with caches of its own: what a cache holds says nothing
/// about the disk.
public final class Scrubber implements Scrub {
  private final Parts parts;
  private final SqlInventory inventory;

  public Scrubber(Parts parts) {
    this.parts = parts;
    this.inventory = new SqlInventory(parts.database());
  }

  @Override
  public synchronized ScrubReport run(ScrubLevel level, long maxBytes) throws IOException {
    try (var disks = StoredDisks.over(parts.blobs(), StoredDisks.Memory.DEFAULT)) {
      return new ScrubRun(this, disks, level, maxBytes).run();
    }
  }

  @Override
  public ScrubReport verify(VersionId version) throws IOException {
    KnownVersion known =
        inventory.versions().stream()
            .filter(candidate -> candidate.id().equals(version))
            .findFirst()
            .orElseThrow(
                () -> TainException.of(ErrorCode.STORE_MISSING, "object", "version " + version));
    try (var disks = StoredDisks.over(parts.blobs(), StoredDisks.Memory.DEFAULT)) {
      var verified = new DiskCheck(disks, parts.threads());
      List<ScrubFinding> findings = verified.run(known);
      return new ScrubReport(ScrubLevel.DISKS, true, 0, verified.readBytes(), 1, findings);
    }
  }

  Parts parts() {
    return parts;
  }

  SqlInventory inventory() {
    return inventory;
  }

  /// What a scrub reads; all of it stays the caller's.
  ///
  /// @param directory `store/`
  /// @param cache an existing directory that may be emptied at any time
  /// @param threads for hashing and decompressing, `>= 1`
  public record Parts(
      Path directory,
      Path cache,
      BlobStore blobs,
      DurableFiles files,
      Database database,
      DomainKeys keys,
      int threads) {}
}
