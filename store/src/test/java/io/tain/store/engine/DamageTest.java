package io.tain.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.MissingBlobException;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.store.DamagedException;
import io.tain.store.Sealed;
import io.tain.store.StoredDisk;
import io.tain.store.format.StoreFormat;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is damaged is found and named, what is missing is another error, what is derived is made
/// again.
final class DamageTest {
  @TempDir private Path root;
  private VirtualDisk disk = new SparseMemoryDisk(0);
  private Sealed sealed;

  @BeforeEach
  void store() throws IOException {
    byte[] content = new byte[900_000];
    Seeds.random().nextBytes(content);
    disk = SparseMemoryDisk.of(content);
    try (StoreHome home = StoreHome.open(root)) {
      sealed = home.importer().store(disk, "one");
    }
  }

  @Test
  void read_frameWithOneBitFlipped_isDamagedAndNamesPackAndOffset() throws IOException {
    Path pack = chunkPack();
    flip(pack, 400_000);

    assertThatThrownBy(this::readAll)
        .isInstanceOfSatisfying(
            DamagedException.class,
            e -> {
              assertThat(e.arguments().get("object")).contains(pack.getFileName().toString());
              assertThat(Long.parseLong(e.arguments().get("offset"))).isBetween(1L, 400_000L);
            });
  }

  @Test
  void read_packThatIsGone_isMissing() throws IOException {
    Files.delete(chunkPack());

    assertThatThrownBy(this::readAll).isInstanceOf(MissingBlobException.class);
  }

  @Test
  void open_manifestPackThatIsGone_isMissing() throws IOException {
    for (Path pack : packs()) {
      Files.delete(pack);
    }

    assertThatThrownBy(this::readAll).isInstanceOf(MissingBlobException.class);
  }

  @Test
  void read_anyByteOfAnyPackFlipped_isTheDiskOrDamaged() throws IOException {
    Seeds.repeat(
        60,
        random -> {
          Path pack = packs().get(random.nextInt(packs().size()));
          byte[] sound = Files.readAllBytes(pack);
          flip(pack, random.nextInt(sound.length));
          try {
            readAll();
          } catch (TainException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.STORE_DAMAGED);
          } finally {
            Files.write(pack, sound);
          }
        });
  }

  @Test
  void read_packCutShort_isDamaged() throws IOException {
    Path pack = chunkPack();
    byte[] sound = Files.readAllBytes(pack);
    Seeds.repeat(
        10,
        random -> {
          Files.write(pack, java.util.Arrays.copyOf(sound, random.nextInt(sound.length)));

          assertThatThrownBy(this::readAll)
              .isInstanceOfSatisfying(
                  TainException.class,
                  e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_DAMAGED));
        });
  }

  @Test
  void store_afterTheIndexWasDeleted_findsEqualChunks() throws IOException {
    for (Path run : indexRuns()) {
      Files.delete(run);
    }

    assertThat(storeAgain().newBytes()).isZero();
  }

  @Test
  void store_afterTheIndexWasDamaged_findsEqualChunks() throws IOException {
    for (Path run : indexRuns()) {
      flip(run, 45);
    }

    assertThat(storeAgain().newBytes()).isZero();
  }

  @Test
  void open_formatWithAnUnknownBit_isRefusedByNameOfTheVersionNeeded() throws IOException {
    var newer = new StoreFormat("9.1.0", "9.0.0", 0, 0, 1L << 7);
    new LocalDurableFiles().write(root.resolve("store").resolve("format"), newer.encode());

    assertThatThrownBy(() -> StoreHome.open(root).close())
        .isInstanceOfSatisfying(
            TainException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.STORE_FORMAT_NEWER);
              assertThat(e.arguments())
                  .containsEntry("feature", "incompatible bit 7")
                  .containsEntry("version", "9.0.0");
            });
  }

  @Test
  void store_damagedChunkPack_readsBackAsDamagedNotAsOtherBytes() throws IOException {
    flip(chunkPack(), 100);

    assertThatThrownBy(this::readAll)
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_DAMAGED));
  }

  private Sealed storeAgain() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      return home.importer().store(disk, "two");
    }
  }

  private void readAll() throws IOException {
    try (StoreHome home = StoreHome.open(root);
        StoredDisk stored = home.store().open(sealed.place())) {
      ByteBuffer found = ByteBuffer.allocate((int) disk.sizeBytes());
      ByteBuffer expected = ByteBuffer.allocate((int) disk.sizeBytes());
      stored.read(0, found);
      disk.read(0, expected);
      assertThat(found.flip()).isEqualTo(expected.flip());
    }
  }

  /// The larger of the two packs.
  private Path chunkPack() throws IOException {
    return packs().stream().max(Comparator.comparingLong(DamageTest::size)).orElseThrow();
  }

  private List<Path> packs() throws IOException {
    return filesBelow(root.resolve("store").resolve("packs"));
  }

  private List<Path> indexRuns() throws IOException {
    return filesBelow(root.resolve("store").resolve("index"));
  }

  private static List<Path> filesBelow(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private static void flip(Path file, int offset) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[offset] ^= 0x10;
    Files.write(file, bytes);
  }
}
