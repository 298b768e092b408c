package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Digest;
import io.tain.disk.OpenedDisk;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import io.tain.fs.hints.OrderHints;
import io.tain.store.ChunkStore;
import io.tain.store.Cut;
import io.tain.store.SentCut;
import io.tain.store.SessionId;
import io.tain.store.cut.CutConsumer;
import io.tain.store.cut.CutSource;
import io.tain.store.cut.Cutter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/// Stores a disk of this machine as a version, in this process.
final class StoreDisk {
  private final BeginImport begin;
  private final SealImport seal;
  private final ChunkStore store;
  private final Cutter cutter = new Cutter(Runtime.getRuntime().availableProcessors());

  StoreDisk(BeginImport begin, SealImport seal, ChunkStore store) {
    this.begin = begin;
    this.seal = seal;
    this.store = store;
  }

  /// Imports the disk as [BeginImport] and [SealImport] do.
  ///
  /// @param wish its size and grid are taken from the disk
  /// @param source asked when the whole disk was read
  StoredVersion run(
      Actor actor,
      ImportWish wish,
      OpenedDisk opened,
      Function<OpenImport, SealImport.Source> source,
      TransferListener listener)
      throws IOException {
    VirtualDisk disk = opened.disk();
    PartitionTable partitions = opened.partitions();
    var cuts = CutSource.of(disk, partitions, OrderHints.of(disk, partitions));
    OpenImport open =
        begin.run(
            actor,
            new ImportWish(
                wish.image(),
                wish.label(),
                wish.base(),
                wish.source(),
                disk.sizeBytes(),
                cuts.gridOrigins()));
    try {
      cutter.cut(cuts, new Storing(store, open.session(), disk.sizeBytes(), listener));
      return seal.run(actor, open, source.apply(open), Optional.<Digest>empty());
    } catch (IOException | RuntimeException e) {
      suspend(open.session(), e);
      throw e;
    }
  }

  private void suspend(SessionId session, Exception failure) {
    try {
      store.suspend(session);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /// Gives the cuts to the store, and tells how far it is.
  private record Storing(
      ChunkStore store, SessionId session, long sizeBytes, TransferListener listener)
      implements CutConsumer {
    @Override
    public void accept(Cut cut, ByteBuffer bytes) throws IOException {
      store.acceptOwn(session, new SentCut(cut, Optional.of(bytes)));
    }

    @Override
    public void passed(long diskBytes) {
      listener.advance(diskBytes, sizeBytes);
    }
  }
}
