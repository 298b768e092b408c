package io.tain.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.DiskLayout;
import io.tain.disk.SparseMemoryDisk;
import io.tain.store.ChunkStore;
import io.tain.store.Cut;
import io.tain.store.Sealed;
import io.tain.store.SentCut;
import io.tain.store.SessionId;
import io.tain.store.StoredDisk;
import io.tain.store.cut.CutSource;
import io.tain.store.cut.Cutter;
import io.tain.store.cut.RandomDisks;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cuts that the store's own process made give the same version as cuts that a client sent.
final class OwnCutsTest {
  private static final int MAX_DISK_BYTES = 1_500_000;

  @TempDir private Path root;

  @Test
  void acceptOwn_randomDisk_isTheDiskAndAddsWhatAClientAdds() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      Seeds.repeat(
          6,
          random -> {
            CutSource source = RandomDisks.withHints(random, MAX_DISK_BYTES);
            String label = "v" + random.nextInt(Integer.MAX_VALUE);

            Sealed own = home.importer().storeOwn(source, label);
            Sealed sent = home.importer().store(source, label + "-sent", own.place());

            assertThat(own.contentDigest()).isEqualTo(Importer.digestOf(source.disk()));
            assertThat(sent.newBytes()).isZero();
            assertThat(sent.contentDigest()).isEqualTo(own.contentDigest());
            try (StoredDisk stored = home.importer().store().open(own.place())) {
              assertThat(Importer.digestOf(stored)).isEqualTo(own.contentDigest());
            }
          });
    }
  }

  @Test
  void suspend_halfADisk_isTakenUpByTheNextImportOfThePurpose() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      byte[] content = new byte[2 << 20];
      Seeds.random().nextBytes(content);
      SparseMemoryDisk disk = SparseMemoryDisk.of(content);
      SparseMemoryDisk half = SparseMemoryDisk.of(Arrays.copyOf(content, content.length / 2));
      ChunkStore store = home.importer().store();
      SessionId interrupted = home.importer().begin(disk, "one");
      home.importer().acceptOwn(interrupted, source(half));

      store.suspend(interrupted);

      SessionId session = home.importer().begin(disk, "one");
      assertThat(home.importer().send(session, source(half))).isLessThan(3);
      assertThatThrownBy(() -> home.importer().acceptOwn(interrupted, source(disk)))
          .isInstanceOfSatisfying(
              TainException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_SESSION_LOST));
    }
  }

  @Test
  void acceptOwn_runOutsideTheDisk_isRefused() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      byte[] content = new byte[8192];
      Seeds.random().nextBytes(content);
      SparseMemoryDisk disk = SparseMemoryDisk.of(content);
      SessionId session = home.importer().begin(disk, "one");

      assertThatThrownBy(
              () ->
                  new Cutter(1)
                      .cut(
                          source(disk),
                          (cut, bytes) ->
                              home.importer()
                                  .store()
                                  .acceptOwn(session, moved(cut, bytes, disk.sizeBytes()))))
          .isInstanceOfSatisfying(
              TainException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_MALFORMED));
    }
  }

  private static CutSource source(SparseMemoryDisk disk) {
    return new CutSource(disk, DiskLayout.DISK_ORDER, List.of());
  }

  private static SentCut moved(Cut cut, ByteBuffer bytes, long byBytes) {
    ByteRange run = cut.runs().getFirst();
    var runs = List.of(new ByteRange(run.offset() + byBytes, run.length()));
    return new SentCut(
        new Cut(cut.hash(), cut.blockHashes(), cut.usedBytes(), runs), Optional.of(bytes));
  }
}
