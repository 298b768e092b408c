package io.tain.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.local.LocalBlobStore;
import io.tain.db.TestDatabases;
import io.tain.disk.DiskLayout;
import io.tain.disk.SparseMemoryDisk;
import io.tain.store.Sealed;
import io.tain.store.SessionId;
import io.tain.store.StoredDisk;
import io.tain.store.cut.CutSource;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A store whose write fails half way, and that goes on in the same process when there is room.
final class TornWriteTest {
  private static final int DISK_BYTES = 3 << 20;

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void import_afterAnyWriteThatFailed_isWhole(boolean own) throws IOException {
    var files = new LocalDurableFiles();
    var blobs = new TornBlobs(new LocalBlobStore(root.resolve("store"), files));
    try (StoreHome home = StoreHome.open(root, files, blobs, TestDatabases.sqlite(root))) {
      for (int writes = 0; ; writes++) {
        byte[] content = new byte[DISK_BYTES];
        Seeds.random(writes).nextBytes(content);
        CutSource source =
            new CutSource(SparseMemoryDisk.of(content), DiskLayout.DISK_ORDER, List.of());
        String label = "after-" + writes;
        blobs.failAfter(writes);
        try {
          store(home.importer(), source, label, own);
        } catch (TainException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.FILE_NO_SPACE);
        }
        if (!blobs.hasFailed()) {
          assertThat(writes).isGreaterThan(10);
          return;
        }

        Sealed sealed = store(home.importer(), source, label, own);

        try (StoredDisk stored = home.store().open(sealed.place())) {
          assertThat(Importer.digestOf(stored)).isEqualTo(Importer.digestOf(source.disk()));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void session_thatHasFailed_isLost(boolean own) throws IOException {
    var files = new LocalDurableFiles();
    var blobs = new TornBlobs(new LocalBlobStore(root.resolve("store"), files));
    byte[] content = new byte[DISK_BYTES];
    Seeds.random().nextBytes(content);
    var source = new CutSource(SparseMemoryDisk.of(content), DiskLayout.DISK_ORDER, List.of());
    try (StoreHome home = StoreHome.open(root, files, blobs, TestDatabases.sqlite(root))) {
      SessionId session = home.importer().begin(source.disk(), "one");
      blobs.failAfter(2);
      assertThatThrownBy(
              () -> {
                send(home.importer(), session, source, own);
                home.store().flush(session);
              })
          .isInstanceOf(TainException.class);

      assertThatThrownBy(() -> home.store().flush(session))
          .isInstanceOfSatisfying(
              TainException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_SESSION_LOST));
    }
  }

  private static Sealed store(Importer importer, CutSource source, String label, boolean own)
      throws IOException {
    SessionId session = importer.begin(source.disk(), label);
    try {
      send(importer, session, source, own);
      return importer.seal(importer.store().prepare(session, Importer.facts(label)));
    } catch (IOException | RuntimeException e) {
      importer.store().suspend(session);
      throw e;
    }
  }

  private static void send(Importer importer, SessionId session, CutSource source, boolean own)
      throws IOException {
    if (own) {
      importer.acceptOwn(session, source);
    } else {
      importer.send(session, source);
    }
  }
}
