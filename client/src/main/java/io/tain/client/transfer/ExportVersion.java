package io.tain.client.transfer;

import io.tain.api.Endpoints;
import io.tain.api.VersionView;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import io.tain.disk.DiskFormat;
import io.tain.disk.copy.NewFile;
import io.tain.disk.registry.DiskFormats;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/// Writes a version's disk to a file of this machine; a server that runs here writes it itself.
///
/// The file is not synchronised: it can be exported again after a power failure, and waiting for
/// the disk would make an export slower than a copy.
public final class ExportVersion {
  private final ServerClient server;
  private final boolean isFar;

  /// Exports through `server`.
  ///
  /// @param isFar true for a server that may be on another machine
  public ExportVersion(ServerClient server, boolean isFar) {
    this.server = server;
    this.isFar = isFar;
  }

  /// Writes the disk of the version that a reference means.
  ///
  /// @param target must not exist; it appears whole or not at all
  /// @return the version
  /// @throws io.tain.base.TainException `file.exists`, `image.not-found`, `version.not-found`
  /// @throws IOException if the server or the file fails; the call may be repeated
  public VersionView run(
      String reference, DiskFormat format, Path target, TransferProgress progress)
      throws IOException {
    VersionView version =
        server.call(Endpoints.VERSION, Target.of().query("reference", reference)).selected();
    try (var file = NewFile.create(target)) {
      file.fill(
          content -> {
            if (isFar || !exportHere(version, format, file, progress)) {
              receive(version, format, content);
            }
          });
    } catch (TainException e) {
      throw e.code() == ErrorCode.FILE_NO_SPACE
          ? TainException.of(ErrorCode.FILE_NO_SPACE, "path", target).causedBy(e)
          : e;
    }
    return version;
  }

  private boolean exportHere(
      VersionView version, DiskFormat format, NewFile file, TransferProgress progress)
      throws IOException {
    return new LocalTransfers(server).exportTo(file.temporary(), version.id(), format, progress);
  }

  private void receive(VersionView version, DiskFormat format, RandomAccessFile content)
      throws IOException {
    try (var disk = new RemoteDisk(server, version.id(), version.virtualSizeBytes())) {
      DiskFormats.writer(format).write(disk, content);
    }
  }
}
