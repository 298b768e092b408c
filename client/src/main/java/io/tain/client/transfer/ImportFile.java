package io.tain.client.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.Endpoints;
import io.tain.api.ImportRequest;
import io.tain.api.ImportSessionView;
import io.tain.api.SealRequest;
import io.tain.api.Stored;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import io.tain.disk.OpenedDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.registry.DiskFormats;
import io.tain.store.cut.CutSource;
import io.tain.store.cut.Cutter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.UUID;

/// Stores a disk file at a server: cuts and hashes it here, and sends what is missing there.
///
/// Interrupted, it can be run again: what the server had made durable is not stored twice.
public final class ImportFile {
  private static final int HASHING_THREADS =
      Math.max(1, Runtime.getRuntime().availableProcessors());

  private final ServerClient server;
  private final boolean compress;

  /// Imports through `server`.
  ///
  /// @param compress what is sent, for a server that is far away
  public ImportFile(ServerClient server, boolean compress) {
    this.server = server;
    this.compress = compress;
  }

  /// Imports one file.
  ///
  /// @throws TainException `disk.unsafe`, `disk.malformed`, `disk.unsupported` or
  ///     `disk.format-mismatch` for a file that is refused; `version.exists`; `import.changed`
  /// @throws IOException if the file or the server fails; the call may be repeated
  public Stored run(ImportSource source, TransferProgress progress) throws IOException {
    var before = FileState.of(source.file());
    try (OpenedDisk opened = open(source)) {
      VirtualDisk disk = opened.disk();
      var cuts = CutSource.inDiskOrder(disk, opened.partitions());
      ImportSessionView session = begin(source, before, disk, cuts);
      try (var sender = new CutSender(server, session, compress)) {
        new Cutter(HASHING_THREADS)
            .cut(
                cuts,
                (cut, bytes) -> {
                  sender.add(cut, bytes);
                  progress.advance(cut.runs().getLast().end(), disk.sizeBytes());
                });
        sender.finish();
      }
      if (!before.equals(FileState.of(source.file()))) {
        throw TainException.of(ErrorCode.IMPORT_CHANGED, "path", source.file());
      }
      return server.call(Endpoints.SEAL, Target.of(session.session()), new SealRequest(""));
    }
  }

  private static OpenedDisk open(ImportSource source) throws IOException {
    return source.format().isPresent()
        ? DiskFormats.open(source.file(), source.format().get())
        : DiskFormats.open(source.file());
  }

  private ImportSessionView begin(
      ImportSource source, FileState state, VirtualDisk disk, CutSource cuts) throws IOException {
    return server.call(
        Endpoints.BEGIN_IMPORT,
        Target.NONE,
        new ImportRequest(
            source.image(),
            source.version(),
            source.base(),
            state.nameOf(source.file()),
            disk.sizeBytes(),
            cuts.gridOrigins()));
  }

  /// What tells that a file was written meanwhile.
  private record FileState(long sizeBytes, FileTime modifiedAt) {
    static FileState of(Path file) throws IOException {
      return new FileState(Files.size(file), Files.getLastModifiedTime(file));
    }

    /// The same for the same unchanged file, and for no other one; it does not give its name away.
    String nameOf(Path file) throws IOException {
      String text = "%s %d %s".formatted(file.toRealPath(), sizeBytes, modifiedAt);
      return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
    }
  }
}
