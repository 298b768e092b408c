package io.tain.client.transfer;

import io.tain.api.Endpoints;
import io.tain.api.ImportRequest;
import io.tain.api.ImportSessionView;
import io.tain.api.SealRequest;
import io.tain.api.Stored;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.FileState;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import io.tain.disk.OpenOptions;
import io.tain.disk.OpenedDisk;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import io.tain.disk.registry.DiskFormats;
import io.tain.fs.hints.OrderHints;
import io.tain.store.Cut;
import io.tain.store.cut.CutConsumer;
import io.tain.store.cut.CutSource;
import io.tain.store.cut.Cutter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Stores a disk file at a server.
///
/// A server of this machine reads the file itself. For one that is far away it is cut and hashed
/// here, and what is missing there is sent. Interrupted, it can be run again: what the server had
/// made durable is not stored twice.
public final class ImportFile {
  private static final int HASHING_THREADS =
      Math.max(1, Runtime.getRuntime().availableProcessors());

  private final ServerClient server;
  private final boolean isFar;

  /// Imports through `server`.
  ///
  /// @param isFar true for a server that may be on another machine: what is sent is compressed
  public ImportFile(ServerClient server, boolean isFar) {
    this.server = server;
    this.isFar = isFar;
  }

  /// Imports one file.
  ///
  /// @throws TainException `disk.unsafe`, `disk.malformed`, `disk.unsupported` or
  ///     `disk.format-mismatch` for a file that is refused; `version.exists`; `import.changed`
  /// @throws IOException if the file or the server fails; the call may be repeated
  public Stored run(ImportSource source, TransferProgress progress) throws IOException {
    Optional<Stored> here =
        isFar ? Optional.empty() : new LocalTransfers(server).importFile(source, progress);
    return here.isPresent() ? here.get() : send(source, progress);
  }

  private Stored send(ImportSource source, TransferProgress progress) throws IOException {
    var before = FileState.of(source.file());
    try (OpenedDisk opened = open(source)) {
      VirtualDisk disk = opened.disk();
      PartitionTable partitions = opened.partitions();
      var cuts = CutSource.of(disk, partitions, OrderHints.of(disk, partitions));
      ImportSessionView session = begin(source, before, disk, cuts);
      try (var sender = new CutSender(server, session, isFar)) {
        new Cutter(HASHING_THREADS).cut(cuts, new Sending(sender, disk.sizeBytes(), progress));
        sender.finish();
      }
      if (!before.equals(FileState.of(source.file()))) {
        throw TainException.of(ErrorCode.IMPORT_CHANGED, "path", source.file());
      }
      return server.call(Endpoints.SEAL, Target.of(session.session()), new SealRequest(""));
    }
  }

  private static OpenedDisk open(ImportSource source) throws IOException {
    return DiskFormats.open(
        source.file(), OpenOptions.DEFAULT.withFormat(source.format()).withDisk(source.disk()));
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
            state.nameOf(source.file().toRealPath()),
            disk.sizeBytes(),
            cuts.gridOrigins()));
  }

  /// Gives the cuts to the sender, and tells how far it is.
  private record Sending(CutSender sender, long sizeBytes, TransferProgress progress)
      implements CutConsumer {
    @Override
    public void accept(Cut cut, ByteBuffer bytes) throws IOException {
      sender.add(cut, bytes);
    }

    @Override
    public void passed(long diskBytes) {
      progress.advance(diskBytes, sizeBytes);
    }
  }
}
