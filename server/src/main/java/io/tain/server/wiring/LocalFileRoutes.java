package io.tain.server.wiring;

import io.tain.api.Endpoints;
import io.tain.api.LocalExportRequest;
import io.tain.api.LocalImportRequest;
import io.tain.api.TransferEvent;
import io.tain.app.ExportToFile;
import io.tain.app.ImportLocalFile;
import io.tain.app.LocalFile;
import io.tain.app.TransferListener;
import io.tain.base.Actor;
import io.tain.base.ImageName;
import io.tain.base.Reference;
import io.tain.base.VersionId;
import io.tain.base.VersionLabel;
import io.tain.base.local.FileState;
import io.tain.disk.DiskFormat;
import io.tain.disk.OpenOptions;
import io.tain.server.http.Call;
import io.tain.server.http.Routes;
import java.io.IOException;
import java.util.OptionalInt;

/// The routes that read and write files of this machine, for the owner of the home.
record LocalFileRoutes(ImportLocalFile importFile, ExportToFile export) {
  /// An event is worth its line after so many bytes.
  private static final long STEP_BYTES = 16L << 20;

  void add(Routes routes) {
    routes.addStream(Endpoints.IMPORT_LOCAL_FILE, this::importFile);
    routes.addStream(Endpoints.EXPORT_TO_FILE, this::export);
  }

  private void importFile(Call call) throws IOException {
    LocalImportRequest request = Routes.body(call, LocalImportRequest.class);
    var wish =
        new ImportLocalFile.Wish(
            local(request.file()),
            OpenOptions.DEFAULT
                .withFormat(Given.text(request.format()).map(DiskFormat::parse))
                .withDisk(
                    request.disk() == 0 ? OptionalInt.empty() : OptionalInt.of(request.disk())),
            new ImageName(request.image()),
            Given.text(request.version()).map(VersionLabel::new),
            Given.text(request.base()).map(Reference::parse));
    answer(
        call,
        listener -> TransferEvent.done(Views.stored(importFile.run(Actor.OWNER, wish, listener))));
  }

  private void export(Call call) throws IOException {
    LocalExportRequest request = Routes.body(call, LocalExportRequest.class);
    var id = VersionId.parse(call.path("id"));
    DiskFormat format = DiskFormat.parse(request.format());
    LocalFile target = local(request.file());
    answer(
        call,
        listener -> {
          export.run(Actor.OWNER, id, format, target, listener);
          return TransferEvent.done();
        });
  }

  private static void answer(Call call, Transfer transfer) throws IOException {
    try (var lines = new EventLines(call)) {
      try {
        lines.write(transfer.run(new Steps(lines)));
      } catch (IOException | RuntimeException e) {
        lines.fail(e, TransferEvent::failed);
      }
    }
  }

  private static LocalFile local(io.tain.api.LocalFile file) {
    return new LocalFile(
        RequestPath.parse(file.path()),
        new FileState(file.device(), file.inode(), file.sizeBytes(), file.modifiedAt()));
  }

  /// A transfer, and the line that it ends with.
  @FunctionalInterface
  private interface Transfer {
    TransferEvent run(TransferListener listener) throws IOException;
  }

  /// Sends progress now and then.
  private static final class Steps implements TransferListener {
    private final EventLines lines;
    private long next;

    Steps(EventLines lines) {
      this.lines = lines;
    }

    @Override
    public synchronized void advance(long doneBytes, long totalBytes) {
      if (doneBytes >= next) {
        next = doneBytes + STEP_BYTES;
        lines.write(TransferEvent.progress(doneBytes, totalBytes));
      }
    }
  }
}
