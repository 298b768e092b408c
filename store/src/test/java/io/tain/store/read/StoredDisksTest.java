package io.tain.store.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.blob.MissingBlobException;
import io.tain.crypto.Domain;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.store.PackName;
import io.tain.store.Sealed;
import io.tain.store.StoredDisk;
import io.tain.store.engine.Importer;
import io.tain.store.engine.StoreHome;
import io.tain.store.pack.ChunkEntry;
import io.tain.store.pack.FrameEncoder;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackKeys;
import io.tain.store.pack.PackReader;
import io.tain.store.pack.PackWriter;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks are read from blobs alone, each frame once, wherever its chunks have gone.
final class StoredDisksTest {
  private static final int SIZE_BYTES = 1_000_000;

  @TempDir private Path root;
  private StoreHome home;
  private VirtualDisk disk;
  private Sealed sealed;

  @BeforeEach
  void store() throws IOException {
    byte[] content = new byte[SIZE_BYTES];
    Seeds.random().nextBytes(content);
    disk = SparseMemoryDisk.of(content);
    home = StoreHome.open(root);
    sealed = home.importer().store(disk, "one");
  }

  @AfterEach
  void close() throws IOException {
    home.close();
  }

  @Test
  void read_byManyAtOnce_fetchesEachFrameOnce() throws Exception {
    long alone = fetchedBy(1);

    long together = fetchedBy(16);

    assertThat(together).isEqualTo(alone);
  }

  @Test
  void read_withMemoryForOneFrame_isTheDisk() throws IOException {
    try (var disks = StoredDisks.over(home.blobs(), new StoredDisks.Memory(1, 1));
        StoredDisk stored = disks.open(sealed.place())) {
      assertThat(Importer.digestOf(stored)).isEqualTo(sealed.contentDigest());
    }
  }

  @Test
  void read_chunksMovedToAnotherPack_findsThem() throws IOException {
    try (var disks = StoredDisks.over(home.blobs(), StoredDisks.Memory.DEFAULT);
        var reader = new PackReader(home.blobs())) {
      PackName old = chunkPack(reader);
      rewrite(reader, old);
      home.blobs().delete(PackKeys.of(old));

      try (StoredDisk stored = disks.open(sealed.place())) {
        assertThat(Importer.digestOf(stored)).isEqualTo(sealed.contentDigest());
      }
    }
  }

  @Test
  void read_chunksNowhere_isMissing() throws IOException {
    try (var disks = StoredDisks.over(home.blobs(), StoredDisks.Memory.DEFAULT);
        var reader = new PackReader(home.blobs());
        StoredDisk stored = disks.open(sealed.place())) {
      home.blobs().delete(PackKeys.of(chunkPack(reader)));

      assertThatThrownBy(() -> stored.read(0, ByteBuffer.allocate(10)))
          .isInstanceOf(MissingBlobException.class);
    }
  }

  @Test
  void read_outsideTheDisk_isRefused() throws IOException {
    try (StoredDisk stored = home.store().open(sealed.place())) {
      assertThatThrownBy(() -> stored.read(SIZE_BYTES - 5, ByteBuffer.allocate(6)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> stored.read(-1, ByteBuffer.allocate(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /// Reads the first 64 KiB and the middle with so many readers.
  private long fetchedBy(int readers) throws Exception {
    try (var disks = StoredDisks.over(home.blobs(), StoredDisks.Memory.DEFAULT);
        StoredDisk stored = disks.open(sealed.place());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      stored.read(SIZE_BYTES - 10, ByteBuffer.allocate(10));
      Callable<Integer> reading =
          () -> {
            stored.read(0, ByteBuffer.allocate(65_536));
            stored.read(SIZE_BYTES / 2, ByteBuffer.allocate(4096));
            return 0;
          };
      List<Future<Integer>> done = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        done.add(threads.submit(reading));
      }
      for (Future<Integer> one : done) {
        assertThat(one.get()).isZero();
      }
      return stored.fetchedBytes();
    }
  }

  private PackName chunkPack(PackReader reader) throws IOException {
    for (var blob : home.blobs().list(PackKeys.PREFIX)) {
      PackName name = PackKeys.nameOf(blob.key()).orElseThrow();
      if (reader.footer(name, _ -> {}).kind(0) == FrameKind.CHUNKS) {
        return name;
      }
    }
    throw new AssertionError("no pack of chunks");
  }

  /// Writes the frames of a pack, in the opposite order, into a new one.
  private void rewrite(PackReader reader, PackName old) throws IOException {
    PackFooter footer = reader.footer(old, _ -> {});
    Domain domain = reader.domain(old);
    try (var encoder = new FrameEncoder();
        PackWriter writer =
            PackWriter.begin(home.blobs(), PackName.random(Seeds.random()), domain)) {
      for (int frame = footer.frames() - 1; frame >= 0; frame--) {
        byte[] plain = reader.plain(reader.stored(footer, frame, _ -> {}), List.of());
        var entries = new ArrayList<ChunkEntry>();
        for (int i = footer.firstEntry(frame); i < footer.firstEntry(frame + 1); i++) {
          entries.add(new ChunkEntry(footer.id(i), footer.entryBytes(i)));
        }
        writer.add(encoder.encode(FrameKind.CHUNKS, plain, plain.length, entries));
      }
      assertThat(writer.finish().entries()).isEqualTo(footer.entries());
    }
  }
}
