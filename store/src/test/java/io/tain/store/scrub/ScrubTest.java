package io.tain.store.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.base.VersionId;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.local.LocalBlobStore;
import io.tain.crypto.local.LocalKeys;
import io.tain.db.TestDatabases;
import io.tain.disk.SparseMemoryDisk;
import io.tain.store.ScrubFinding;
import io.tain.store.ScrubLevel;
import io.tain.store.ScrubReport;
import io.tain.store.Sealed;
import io.tain.store.engine.PackStore;
import io.tain.store.engine.RelatedBytes;
import io.tain.store.engine.StoreHome;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A scrub finds every flipped byte, and says whom it hurts.
final class ScrubTest {
  private static final long ALL = Long.MAX_VALUE;
  private static final int FLIPS = Integer.getInteger("tain.flips", 60);

  @TempDir private Path root;
  private final List<Sealed> versions = new ArrayList<>();

  @BeforeEach
  void store() throws IOException {
    byte[] content = RelatedBytes.random(Seeds.random(), 600_000);
    byte[] edited = RelatedBytes.edited(Seeds.random(), content);
    byte[] other = RelatedBytes.random(Seeds.random(7), 300_000);
    try (StoreHome home = StoreHome.open(root)) {
      versions.add(home.importer().store(SparseMemoryDisk.of(content), "one"));
      versions.add(
          home.importer().store(SparseMemoryDisk.of(edited), "two", versions.getFirst().place()));
      versions.add(home.importer().store(SparseMemoryDisk.of(other), "other"));
    }
  }

  @Test
  void run_soundStore_findsNothing() throws IOException {
    for (ScrubLevel level : ScrubLevel.values()) {
      ScrubReport report = scrub(level, ALL);

      assertThat(report.findings()).isEmpty();
      assertThat(report.complete()).isTrue();
      assertThat(report.packs()).isEqualTo(packs().size());
    }
  }

  @Test
  void run_anyByteOfAnyFileFlipped_isFound() throws IOException {
    List<Path> files = files();
    Set<Path> flipped = new HashSet<>();
    RandomGenerator random = Seeds.random();
    for (int i = 0; i < FLIPS; i++) {
      // Every kind of file in turn: the packs are larger by far.
      Path file = files.get(i % files.size());
      byte[] sound = Files.readAllBytes(file);
      byte[] damaged = sound.clone();
      int at = random.nextInt(sound.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);

      ScrubReport report = scrub(ScrubLevel.CHECKSUMS, ALL);

      Files.write(file, sound);
      flipped.add(file);
      assertThat(report.findings())
          .as("byte %d of %s", at, file)
          .isNotEmpty()
          .allSatisfy(finding -> assertThat(finding.code()).isIn(damageCodes()));
    }
    assertThat(flipped).hasSameSizeAs(files);
  }

  @Test
  void run_frameOfABase_hurtsTheVersionAndItsDelta() throws IOException {
    Path pack = largestPack();
    flip(pack, 200_000);

    List<ScrubFinding> findings = scrub(ScrubLevel.CHECKSUMS, ALL).findings();

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().object()).startsWith("pack " + pack.getFileName() + " frame ");
    assertThat(findings.getFirst().versions())
        .containsExactlyInAnyOrderElementsOf(idsOf("one", "two"));
  }

  @Test
  void run_packThatIsGone_isMissingAndNamesVersions() throws IOException {
    Files.delete(largestPack());

    ScrubReport report = scrub(ScrubLevel.LISTING, ALL);

    assertThat(report.findings()).hasSize(1);
    assertThat(report.findings().getFirst().code()).isEqualTo(ErrorCode.STORE_MISSING);
    assertThat(report.findings().getFirst().versions())
        .containsExactlyInAnyOrderElementsOf(idsOf("one", "two"));
  }

  @Test
  void run_packCutShort_isDamagedAtTheFirstLevel() throws IOException {
    Path pack = largestPack();
    byte[] sound = Files.readAllBytes(pack);
    Files.write(pack, Arrays.copyOf(sound, sound.length - 1));

    assertThat(scrub(ScrubLevel.LISTING, ALL).findings()).hasSize(1);
  }

  @Test
  void run_withinABudget_goesOnWhereItEndedAndKeepsWhatItFound() throws IOException {
    flip(largestPack(), 200_000);
    var reports = new ArrayList<ScrubReport>();
    do {
      reports.add(scrub(ScrubLevel.DISKS, 1));
    } while (!reports.getLast().complete());

    assertThat(reports).hasSizeGreaterThan(2);
    // What was found damaged is looked at again in every run, so that it may count more than once.
    assertThat(reports.stream().mapToLong(ScrubReport::versions).sum()).isGreaterThanOrEqualTo(3);
    assertThat(reports.getLast().findings())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(scrub(ScrubLevel.DISKS, ALL).findings());
  }

  @Test
  void run_ofAnotherKey_findsIdsThatDoNotFit() throws IOException {
    try (var keys = Files.list(root.resolve("keys"))) {
      for (Path key : keys.toList()) {
        String text = Files.readString(key);
        char last = text.charAt(text.length() - 2);
        Files.writeString(
            key, text.substring(0, text.length() - 2) + (last == '0' ? '1' : '0') + "\n");
      }
    }

    assertThat(scrub(ScrubLevel.CHECKSUMS, ALL).findings()).isEmpty();
    assertThat(scrub(ScrubLevel.CONTENTS, ALL).findings()).isNotEmpty();
  }

  @Test
  void verify_damagedDisk_namesTheVersion() throws IOException {
    List<VersionId> hurt = idsOf("two");
    assertThat(verify(hurt.getFirst()).findings()).isEmpty();
    flip(largestPack(), 200_000);

    List<ScrubFinding> findings = verify(hurt.getFirst()).findings();

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().versions()).isEqualTo(hurt);
    assertThat(verify(idsOf("other").getFirst()).findings()).isEmpty();
  }

  private static List<ErrorCode> damageCodes() {
    return List.of(ErrorCode.STORE_DAMAGED, ErrorCode.STORE_FORMAT_NEWER);
  }

  private ScrubReport scrub(ScrubLevel level, long maxBytes) throws IOException {
    return use(scrubber -> scrubber.run(level, maxBytes));
  }

  private ScrubReport verify(VersionId version) throws IOException {
    return use(scrubber -> scrubber.verify(version));
  }

  /// Without the engine, which would make a damaged index anew when it opens.
  private ScrubReport use(Use use) throws IOException {
    var files = new LocalDurableFiles();
    Path directory = root.resolve("store");
    try (var blobs = new LocalBlobStore(directory, files);
        var database = TestDatabases.open(TestDatabases.sqlite(root), PackStore.SCHEMA)) {
      var keys = new LocalKeys(root.resolve("keys"), files, new SecureRandom());
      return use.with(
          new Scrubber(
              new Scrubber.Parts(
                  directory, root.resolve("cache"), blobs, files, database, keys, 2)));
    }
  }

  private List<VersionId> idsOf(String... labels) throws IOException {
    List<String> all = List.of("one", "two", "other");
    try (var database = TestDatabases.open(TestDatabases.sqlite(root), PackStore.SCHEMA)) {
      var known = new SqlInventory(database).versions();
      return Stream.of(labels)
          .map(label -> versions.get(all.indexOf(label)).place())
          .map(place -> known.stream().filter(version -> version.place().equals(place)).findAny())
          .map(version -> version.orElseThrow().id())
          .toList();
    }
  }

  private Path largestPack() throws IOException {
    return packs().stream()
        .max((one, two) -> Long.compare(one.toFile().length(), two.toFile().length()))
        .orElseThrow();
  }

  private List<Path> packs() throws IOException {
    return below(root.resolve("store/packs"));
  }

  private List<Path> files() throws IOException {
    return below(root.resolve("store"));
  }

  private static List<Path> below(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void flip(Path file, int offset) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[offset] ^= 0x10;
    Files.write(file, bytes);
  }

  private interface Use {
    ScrubReport with(Scrubber scrubber) throws IOException;
  }
}
