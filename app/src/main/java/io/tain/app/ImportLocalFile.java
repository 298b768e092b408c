package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.ErrorCode;
import io.tain.base.ImageName;
import io.tain.base.Reference;
import io.tain.base.TainException;
import io.tain.base.VersionLabel;
import io.tain.disk.OpenOptions;
import io.tain.disk.OpenedDisk;
import io.tain.disk.registry.DiskFormats;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/// Stores a disk file that lies on this machine, read by this process.
public final class ImportLocalFile {
  private final StoreDisk storeDisk;

  public ImportLocalFile(Library library, BeginImport begin, SealImport seal) {
    this.storeDisk = new StoreDisk(begin, seal, library.store());
  }

  /// Imports it.
  ///
  /// @throws TainException `file.elsewhere` if this process does not see the file that the caller
  ///     sees; `disk.unsafe`, `disk.malformed`, `disk.unsupported` or `disk.format-mismatch` for a
  ///     file that is refused; `disk.choice` for one of several; `import.changed`; and as
  ///     [BeginImport] and [SealImport] do
  /// @throws IOException if the file or the store fails; the call may be repeated
  public StoredVersion run(Actor actor, Wish wish, TransferListener listener) throws IOException {
    wish.file().requireHere();
    try (OpenedDisk opened = open(wish)) {
      var asked =
          new ImportWish(
              wish.image(),
              wish.label(),
              wish.base(),
              wish.file().state().nameOf(wish.file().path()),
              opened.disk().sizeBytes(),
              List.of());
      return storeDisk.run(actor, asked, opened, open -> imported(wish.file(), open), listener);
    }
  }

  /// Asked when all was read, and nothing is visible yet.
  private static SealImport.Source imported(LocalFile file, OpenImport open) {
    if (!file.isUnchanged()) {
      throw TainException.of(ErrorCode.IMPORT_CHANGED, "path", file.path());
    }
    return SealImport.Source.imported(open);
  }

  private static OpenedDisk open(Wish wish) throws IOException {
    try {
      return DiskFormats.open(wish.file().path(), wish.options());
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw wish.file().elsewhere().causedBy(e);
    }
  }

  /// What somebody wants to import.
  ///
  /// @param options what the user says about it
  /// @param label empty to choose one
  /// @param base empty for the newest version of the image
  public record Wish(
      LocalFile file,
      OpenOptions options,
      ImageName image,
      Optional<VersionLabel> label,
      Optional<Reference> base) {}
}
