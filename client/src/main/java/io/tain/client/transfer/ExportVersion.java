package io.tain.client.transfer;

import io.tain.api.Endpoints;
import io.tain.api.VersionView;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import io.tain.disk.DiskFormat;
import io.tain.disk.registry.DiskFormats;
import java.io.IOException;
import java.nio.file.Path;

/// Writes a version's disk to a file of this machine.
public final class ExportVersion {
  private final ServerClient server;

  public ExportVersion(ServerClient server) {
    this.server = server;
  }

  /// Writes the disk of the version that a reference means.
  ///
  /// @param target must not exist; it appears whole or not at all
  /// @return the version
  /// @throws io.tain.base.TainException `file.exists`, `image.not-found`, `version.not-found`
  /// @throws IOException if the server or the file fails; the call may be repeated
  public VersionView run(String reference, DiskFormat format, Path target) throws IOException {
    VersionView version =
        server.call(Endpoints.VERSION, Target.of().query("reference", reference)).selected();
    try (var disk = new RemoteDisk(server, version.id(), version.virtualSizeBytes())) {
      DiskFormats.writer(format).write(disk, target);
    }
    return version;
  }
}
