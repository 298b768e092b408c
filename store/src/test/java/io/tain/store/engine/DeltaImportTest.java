package io.tain.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.crypto.Domain;
import io.tain.disk.DiskLayout;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.store.ManifestPlace;
import io.tain.store.PackName;
import io.tain.store.PreparedVersion;
import io.tain.store.Sealed;
import io.tain.store.SessionId;
import io.tain.store.SessionRequest;
import io.tain.store.StoredDisk;
import io.tain.store.cut.CutSource;
import io.tain.store.format.StoreFormat;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackKeys;
import io.tain.store.pack.PackReader;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// New chunks that resemble known ones are stored as deltas, and come back as they were.
final class DeltaImportTest {
  private static final int SIZE_BYTES = 1_500_000;

  @TempDir private Path root;

  private final byte[] content = RelatedBytes.random(Seeds.random(), SIZE_BYTES);
  private final byte[] edited = RelatedBytes.edited(Seeds.random(), content);

  @Test
  void store_editOfTheBase_takesLittleAndIsTheDisk() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      Sealed first = home.importer().store(disk(content), "one");

      Sealed second = home.importer().store(disk(edited), "two", first.place());

      assertThat(second.newBytes()).isGreaterThan(SIZE_BYTES);
      assertThat(second.addedBytes()).isLessThan(SIZE_BYTES / 20);
      assertThat(second.storedBytes()).isGreaterThan(first.storedBytes());
      requireSame(home, second, edited);
    }
  }

  @Test
  void store_editOfTheBase_needsNewFeatureAndOnlyThen() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      Sealed first = home.importer().store(disk(content), "one");
      assertThat(StoreFormat.checkReadable(home.directory())).isEqualTo(StoreFormat.CURRENT);

      home.importer().store(disk(edited), "two", first.place());

      assertThat(StoreFormat.checkReadable(home.directory()).incompatible())
          .isEqualTo(StoreFormat.DELTA_FRAMES);
    }
  }

  @Test
  void store_editOfADelta_isADeltaOfTheWholeFrame() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      ManifestPlace base = home.importer().store(disk(content), "one").place();
      byte[] next = content;
      for (int i = 0; i < 4; i++) {
        next = RelatedBytes.edited(Seeds.random(i), next);
        Sealed sealed = home.importer().store(disk(next), "v" + i, base);

        assertThat(sealed.addedBytes()).isLessThan(SIZE_BYTES / 10);
        requireSame(home, sealed, next);
        base = sealed.place();
      }
      requireDepthOne(home);
    }
  }

  @Test
  void store_afterTheCacheIsGone_findsTheBaseAgain() throws IOException {
    Sealed first;
    try (StoreHome home = StoreHome.open(root)) {
      first = home.importer().store(disk(content), "one");
    }
    PackStore.deleteTree(root.resolve("cache"));

    try (StoreHome home = StoreHome.open(root)) {
      Sealed second = home.importer().store(disk(edited), "two", first.place());

      assertThat(second.addedBytes()).isLessThan(SIZE_BYTES / 20);
    }
  }

  @Test
  void store_byTheNextProcess_hasTheIndexOfTheCache() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      home.importer().store(disk(content), "one");
    }

    try (StoreHome home = StoreHome.open(root)) {
      Sealed second = home.importer().store(disk(edited), "two");

      assertThat(second.addedBytes()).isLessThan(SIZE_BYTES / 20);
      requireSame(home, second, edited);
    }
  }

  @Test
  void store_editOfARelative_isADelta() throws IOException {
    Sealed first;
    try (StoreHome home = StoreHome.open(root)) {
      first = home.importer().store(disk(content), "one");
    }
    PackStore.deleteTree(root.resolve("cache"));
    try (StoreHome home = StoreHome.open(root)) {
      SessionId session =
          home.store().begin(request(Importer.DOMAIN, List.of(), List.of(first.place())));
      int sent = home.importer().send(session, source(edited));

      Sealed second = home.importer().seal(prepare(home, session));

      assertThat(sent).isPositive();
      assertThat(second.addedBytes()).isLessThan(SIZE_BYTES / 20);
      requireSame(home, second, edited);
    }
  }

  @Test
  void store_relativeOfAnotherDomain_isNoBase() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      Sealed first = home.importer().store(disk(content), "one");
      SessionId session =
          home.store().begin(request(Domain.PUBLIC, List.of(), List.of(first.place())));
      home.importer().send(session, source(edited));

      Sealed second = home.importer().seal(prepare(home, session));

      assertThat(second.addedBytes()).isGreaterThan(SIZE_BYTES);
    }
  }

  @Test
  void store_whenTheBaseCannotBeRead_isStoredWhole() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      home.importer().store(disk(content), "one");
    }
    try (StoreHome home = StoreHome.open(root)) {
      for (PackName pack : packs(home)) {
        home.blobs().delete(PackKeys.of(pack));
      }

      Sealed second = home.importer().store(disk(edited), "two");

      assertThat(second.addedBytes()).isGreaterThan(SIZE_BYTES);
      requireSame(home, second, edited);
    }
  }

  @Test
  void seal_packOfABaseThatIsCondemned_isPackState() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      home.importer().store(disk(content), "one");
      SessionId session = home.importer().begin(disk(edited), "two");
      home.importer().send(session, source(edited));
      PreparedVersion prepared = prepare(home, session);
      home.database()
          .transact(
              tx ->
                  tx.sql("update store_pack set state = 'CONDEMNED' where state = 'LIVE'")
                      .update());

      assertThat(prepared.reusedPacks()).hasSize(1);
      assertThatThrownBy(() -> home.importer().seal(prepared))
          .isInstanceOfSatisfying(
              TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_PACK_STATE));
    }
  }

  @Test
  void begin_afterAnInterruptedDelta_locksTheBasesOfWhatIsAdopted() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      home.importer().store(disk(content), "one");
      SessionId former = home.importer().begin(disk(edited), "two");
      home.importer().send(former, source(edited));
      home.store().flush(former);
    }
    PackStore.deleteTree(root.resolve("cache"));
    try (StoreHome home = StoreHome.open(root)) {
      SessionId session = home.importer().begin(disk(edited), "two");

      assertThat(home.importer().send(session, source(edited))).isZero();

      PreparedVersion prepared = prepare(home, session);
      assertThat(prepared.reusedPacks()).hasSize(1);
      requireSame(home, home.importer().seal(prepared), edited);
    }
  }

  @Test
  void store_segmentsOfARelatedDisk_areDeltasOfTheBases() throws IOException {
    byte[] large = RelatedBytes.random(Seeds.random(), 6_000_000);
    try (StoreHome home = StoreHome.open(root)) {
      ManifestPlace base = home.importer().store(disk(large), "one").place();
      for (int i = 0; i < 3; i++) {
        large[1_000_000 * i] ^= 1;
        Sealed sealed = home.importer().store(disk(large), "v" + i, base);

        PackFooter footer = footer(home, sealed.place().pack());
        assertThat(footer.kind(0)).isEqualTo(FrameKind.SEGMENT);
        assertThat(footer.bases(0)).isEqualTo(1);
        requireSame(home, sealed, large);
        base = sealed.place();
      }
      requireDepthOne(home);
    }
  }

  @Test
  void store_anyRelatedDisks_areTheDisks() {
    Seeds.repeat(
        4,
        random -> {
          Path directory = Files.createDirectories(root.resolve("r" + random.nextLong()));
          var contents = new ArrayList<byte[]>();
          var stored = new ArrayList<Sealed>();
          try (StoreHome home = StoreHome.open(directory)) {
            contents.add(RelatedBytes.random(random, random.nextInt(300_000, 900_000)));
            stored.add(home.importer().store(disk(contents.getFirst()), "v0"));
            for (int i = 1; i < 5; i++) {
              byte[] next = RelatedBytes.mixed(random, contents.get(random.nextInt(i)));
              Sealed base = stored.get(random.nextInt(i));
              contents.add(next);
              stored.add(home.importer().store(disk(next), "v" + i, base.place()));
            }
            requireDepthOne(home);
          }
          try (StoreHome home = StoreHome.open(directory)) {
            for (int i = 0; i < contents.size(); i++) {
              requireSame(home, stored.get(i), contents.get(i));
            }
          }
        });
  }

  /// No base is a delta, and some frame has a base.
  private static void requireDepthOne(StoreHome home) throws IOException {
    int deltas = 0;
    for (PackName pack : packs(home)) {
      PackFooter footer = footer(home, pack);
      for (int frame = 0; frame < footer.frames(); frame++) {
        for (int base = 0; base < footer.bases(frame); base++) {
          PackFooter other = footer(home, footer.hint(frame, base).pack());
          assertThat(other.bases(footer.hint(frame, base).frame())).isZero();
          deltas++;
        }
      }
    }
    assertThat(deltas).isPositive();
  }

  private static PackFooter footer(StoreHome home, PackName pack) throws IOException {
    try (var reader = new PackReader(home.blobs())) {
      return reader.footer(pack, _ -> {});
    }
  }

  private static List<PackName> packs(StoreHome home) throws IOException {
    return home.blobs().list(PackKeys.PREFIX).stream()
        .flatMap(blob -> PackKeys.nameOf(blob.key()).stream())
        .toList();
  }

  private static SessionRequest request(
      Domain domain, List<ManifestPlace> bases, List<ManifestPlace> relatives) {
    return new SessionRequest(domain, "other", SIZE_BYTES, bases, relatives, List.of());
  }

  private static PreparedVersion prepare(StoreHome home, SessionId session) throws IOException {
    return home.store().prepare(session, Importer.facts("prepared"));
  }

  private static void requireSame(StoreHome home, Sealed sealed, byte[] expected)
      throws IOException {
    assertThat(sealed.contentDigest()).isEqualTo(Importer.digestOf(disk(expected)));
    try (StoredDisk stored = home.store().open(sealed.place())) {
      assertThat(Importer.digestOf(stored)).isEqualTo(sealed.contentDigest());
    }
  }

  private static CutSource source(byte[] content) {
    return new CutSource(disk(content), DiskLayout.DISK_ORDER, List.of());
  }

  private static VirtualDisk disk(byte[] content) {
    return SparseMemoryDisk.of(content);
  }
}
