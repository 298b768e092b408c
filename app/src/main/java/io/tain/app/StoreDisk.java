package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Digest;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import io.tain.disk.registry.PartitionTables;
import io.tain.store.ChunkStore;
import io.tain.store.Cut;
import io.tain.store.SentCut;
import io.tain.store.SessionId;
import io.tain.store.cut.CutSource;
import io.tain.store.cut.Cutter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Stores a disk of this machine as a version, in this process.
final class StoreDisk {
  private static final int BATCH_CUTS = 256;

  private final BeginImport begin;
  private final SealImport seal;
  private final ChunkStore store;

  StoreDisk(BeginImport begin, SealImport seal, ChunkStore store) {
    this.begin = begin;
    this.seal = seal;
    this.store = store;
  }

  /// Imports the disk as [BeginImport] and [SealImport] do.
  ///
  /// @param wish its size and grid are taken from the disk
  StoredVersion run(
      Actor actor,
      ImportWish wish,
      VirtualDisk disk,
      Function<OpenImport, SealImport.Source> source)
      throws IOException {
    PartitionTable table = PartitionTables.read(disk);
    var cuts = CutSource.inDiskOrder(disk, table);
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
      send(open.session(), cuts);
      return seal.run(actor, open, source.apply(open), Optional.<Digest>empty());
    } catch (IOException | RuntimeException e) {
      store.abandon(open.session());
      throw e;
    }
  }

  private void send(SessionId session, CutSource cuts) throws IOException {
    var batch = new ArrayList<SentCut>(BATCH_CUTS);
    new Cutter(Runtime.getRuntime().availableProcessors())
        .cut(
            cuts,
            (cut, bytes) -> {
              batch.add(copy(cut, bytes));
              if (batch.size() == BATCH_CUTS) {
                store.accept(session, List.copyOf(batch));
                batch.clear();
              }
            });
    store.accept(session, List.copyOf(batch));
  }

  private static SentCut copy(Cut cut, ByteBuffer bytes) {
    byte[] copy = new byte[cut.lengthBytes()];
    bytes.duplicate().get(copy);
    return new SentCut(cut, Optional.of(ByteBuffer.wrap(copy)));
  }
}
