package io.tain.client.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.Endpoint;
import io.tain.api.Endpoints;
import io.tain.api.Json;
import io.tain.api.LocalExportRequest;
import io.tain.api.LocalFile;
import io.tain.api.LocalImportRequest;
import io.tain.api.Stored;
import io.tain.api.TransferEvent;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.FileState;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import io.tain.disk.DiskFormat;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;

/// Transfers of files that the server of this machine reads and writes itself: their bytes do not
/// travel from one process to the other.
final class LocalTransfers {
  private final ServerClient server;

  LocalTransfers(ServerClient server) {
    this.server = server;
  }

  /// Imports a file.
  ///
  /// @return empty when the server does not see the same file
  Optional<Stored> importFile(ImportSource source, TransferProgress progress) throws IOException {
    var request =
        new LocalImportRequest(
            local(source.file()),
            source.format().map(DiskFormat::toString).orElse(""),
            source.disk().orElse(0),
            source.image(),
            source.version(),
            source.base());
    try {
      return follow(Endpoints.IMPORT_LOCAL_FILE, Target.NONE, request, progress)
          .map(TransferEvent::stored);
    } catch (TainException e) {
      throw asTyped(e, request.file().path(), source.file());
    }
  }

  /// Writes a disk into an empty file.
  ///
  /// @return false when the server does not see the same file
  boolean exportTo(Path file, String versionId, DiskFormat format, TransferProgress progress)
      throws IOException {
    var request = new LocalExportRequest(local(file), format.toString());
    return follow(Endpoints.EXPORT_TO_FILE, Target.of(versionId), request, progress).isPresent();
  }

  /// The last event of a transfer that succeeded; empty when the server sees another file.
  private <Q> Optional<TransferEvent> follow(
      Endpoint<Q, byte[]> endpoint, Target target, Q request, TransferProgress progress)
      throws IOException {
    try (var lines =
        new BufferedReader(new InputStreamReader(server.open(endpoint, target, request), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        TransferEvent event = Json.read(line, TransferEvent.class);
        if (event.problem() != null) {
          throw event.problem().toException();
        }
        if (event.ended()) {
          return Optional.of(event);
        }
        progress.advance(event.doneBytes(), event.totalBytes());
      }
    } catch (TainException e) {
      if (e.code() == ErrorCode.FILE_ELSEWHERE) {
        return Optional.empty();
      }
      throw e;
    }
    throw new EOFException("the server ended before the transfer did");
  }

  /// The server knows the file by its real path, the user by the one that was typed.
  private static TainException asTyped(TainException error, String realPath, Path typed) {
    if (!realPath.equals(error.arguments().get("path"))) {
      return error;
    }
    var arguments = new HashMap<>(error.arguments());
    arguments.put("path", typed.toString());
    return TainException.received(error.code(), arguments).causedBy(error);
  }

  private static LocalFile local(Path file) throws IOException {
    FileState state = FileState.of(file);
    return new LocalFile(
        file.toRealPath().toString(),
        state.device(),
        state.inode(),
        state.sizeBytes(),
        state.modifiedAt());
  }
}
