package io.tain.blob.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.BlobKey;
import io.tain.blob.BlobStore;
import io.tain.blob.BlobStoreContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalBlobStoreTest extends BlobStoreContract {
  private static final BlobKey KEY = new BlobKey("packs/3f/3f0a");

  private final AtomicInteger stores = new AtomicInteger();

  @TempDir private Path directory;

  @Override
  protected BlobStore newStore() {
    return storeAt(directory.resolve("blobs-" + stores.incrementAndGet()));
  }

  @Test
  void put_aBlob_isAFileAtTheKeyForTheOwnerAlone() throws IOException {
    try (var store = storeAt(directory)) {
      store.put(KEY, ByteBuffer.wrap(new byte[3]));
    }

    Path file = directory.resolve("packs/3f/3f0a");
    assertThat(file).hasSize(3);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void list_draftOfAnEarlierProcess_isNotListed() throws IOException {
    Files.createDirectories(directory.resolve("packs"));
    Files.writeString(directory.resolve("packs/a.0b1c.tmp"), "left behind");

    try (var store = storeAt(directory)) {
      assertThat(store.list("")).isEmpty();
    }
  }

  @Test
  void get_byAnInterruptedReader_doesNotStopTheOthers() throws Exception {
    try (var store = storeAt(directory)) {
      store.put(KEY, ByteBuffer.wrap(new byte[] {7}));
      store.get(KEY, 1);

      var failure =
          CompletableFuture.supplyAsync(
              () -> {
                Thread.currentThread().interrupt();
                return catchThrowable(() -> store.get(KEY, 1));
              },
              task -> Thread.ofPlatform().start(task));

      assertThat(failure.get()).isInstanceOf(IOException.class);
      assertThat(store.get(KEY, 1)).containsExactly(7);
    }
  }

  @Test
  void put_withoutPermission_isForbiddenUnlessRoot() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    try (var store = storeAt(closed)) {
      if (Files.isWritable(closed)) {
        store.put(KEY, ByteBuffer.wrap(new byte[1]));
        assertThat(store.list("")).hasSize(1);
      } else {
        assertThatThrownBy(() -> store.put(KEY, ByteBuffer.wrap(new byte[1])))
            .isInstanceOfSatisfying(
                TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_FORBIDDEN));
      }
    }
  }

  @Test
  void put_onAFullDevice_saysSoAndLeavesNothing() throws IOException {
    var full = new FullDisk();
    try (var store = new LocalBlobStore(directory, new LocalDurableFiles(full))) {
      assertThatThrownBy(() -> store.put(KEY, ByteBuffer.wrap(new byte[1])))
          .isInstanceOfSatisfying(
              TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_NO_SPACE));

      full.makeRoom();
      assertThat(store.list("")).isEmpty();
      store.put(KEY, ByteBuffer.wrap(new byte[1]));
      assertThat(store.list("")).hasSize(1);
    }
  }

  private static LocalBlobStore storeAt(Path root) {
    return new LocalBlobStore(root, new LocalDurableFiles());
  }
}
