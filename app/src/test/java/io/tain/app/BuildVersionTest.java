package io.tain.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tain.app.BuildVersion.Built;
import io.tain.app.BuildVersion.Mode;
import io.tain.base.Actor;
import io.tain.base.ByteRange;
import io.tain.base.Digest;
import io.tain.base.Home;
import io.tain.base.VersionLabel;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.local.LocalBlobStore;
import io.tain.build.BuildProgress;
import io.tain.build.BuildSources;
import io.tain.build.Builder;
import io.tain.build.BuiltDisk;
import io.tain.build.Lock;
import io.tain.build.Plan;
import io.tain.build.Provenance;
import io.tain.build.Recipe;
import io.tain.build.recipe.RecipeReader;
import io.tain.catalog.sql.SqlCatalog;
import io.tain.crypto.local.LocalKeys;
import io.tain.db.Database;
import io.tain.db.TestDatabases;
import io.tain.db.jdbc.JdbcDatabases;
import io.tain.db.log.SqlEventLog;
import io.tain.inspect.system.DiskInspector;
import io.tain.store.engine.PackStore;
import io.tain.store.read.StoredDisks;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildVersionTest {
  private static final int DISK_BYTES = 1 << 20;
  private static final BuildSources SOURCES =
      new BuildSources(
          Map.of("small.yaml", "name: small\nsuite: bookworm\npackages: [hello]\n"),
          "small.yaml",
          Map.of());

  @TempDir private Path folder;
  private final Disks disks = new Disks();
  private Database database;
  private PackStore store;
  private BuildVersion builds;

  @BeforeEach
  void open() throws IOException {
    Home home = new Home(folder.resolve("home")).create();
    database =
        JdbcDatabases.open(
            TestDatabases.sqlite(folder), List.of(SqlCatalog.SCHEMA, PackStore.SCHEMA));
    var files = new LocalDurableFiles();
    var random = new SecureRandom();
    var surroundings =
        new PackStore.Surroundings(
            new LocalBlobStore(home.store(), files),
            files,
            database,
            new LocalKeys(home.keys(), files, random),
            InstantSource.system(),
            random,
            StoredDisks.Memory.DEFAULT,
            home.cache(),
            2);
    store = PackStore.open(home.store(), surroundings);
    var library =
        new Library(database, new SqlCatalog(), new SqlEventLog(), store, InstantSource.system());
    var seal =
        new SealImport(library, new RecogniseSystem(store, new DiskInspector()), UUID::randomUUID);
    builds = new BuildVersion(library, disks, new BeginImport(library, 1L << 40), seal, home);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    database.close();
  }

  @Test
  void run_builtAlready_isNotBuiltAgain() throws IOException {
    Built first = build(Mode.NORMAL);

    Built again = build(Mode.NORMAL);

    assertThat(disks.count).isEqualTo(1);
    assertThat(again.stored().unchanged()).isTrue();
    assertThat(again.stored().version()).isEqualTo(first.stored().version());
  }

  @Test
  void run_rebuildOfTheSameBytes_storesNothing() throws IOException {
    Built first = build(Mode.NORMAL);

    Built again = build(Mode.REBUILD);

    assertThat(disks.count).isEqualTo(2);
    assertThat(again.reproduced()).isTrue();
    assertThat(again.difference()).isEqualTo(DiskDifference.NONE);
    assertThat(again.stored().addedBytes()).isZero();
    assertThat(again.stored().version()).isEqualTo(first.stored().version());
  }

  @Test
  void run_rebuildOfOtherBytes_isAnotherVersionAndTellsTheBlocks() throws IOException {
    Built first = build(Mode.NORMAL);
    disks.text = "other";

    Built again = build(Mode.REBUILD);

    assertThat(again.reproduced()).isFalse();
    assertThat(again.earlier()).contains(first.stored().version());
    assertThat(again.difference())
        .isEqualTo(
            new DiskDifference(
                1, List.of(new DiskDifference.Run(0, new ByteRange(8192, 4096), ""))));
    assertThat(again.stored().version().label()).isNotEqualTo(first.stored().version().label());
  }

  // Two builds of one lock differed; a third that is equal to either of them shows nothing new.
  @Test
  void run_rebuildOfBytesBeforeTheNewest_isReproduced() throws IOException {
    Built first = build(Mode.NORMAL);
    disks.text = "other";
    build(Mode.REBUILD);
    disks.text = Disks.TEXT;

    Built again = build(Mode.REBUILD);

    assertThat(again.reproduced()).isTrue();
    assertThat(again.earlier()).contains(first.stored().version());
    assertThat(again.difference()).isEqualTo(DiskDifference.NONE);
  }

  private Built build(Mode mode) throws IOException {
    return builds.run(Actor.OWNER, new BuildVersion.Wish(SOURCES, Optional.empty(), mode), _ -> {});
  }

  /// Builds disks that hold one text.
  private static final class Disks implements Builder {
    private static final String TEXT = "first";

    private String text = TEXT;
    private int count;

    @Override
    public Plan plan(
        BuildSources sources, Resolution resolution, Consumer<BuildProgress> listener) {
      Recipe recipe = RecipeReader.read(sources);
      return new Plan(
          recipe,
          new Lock(List.of("bookworm"), List.of()),
          "small.lock.yaml",
          "",
          false,
          new VersionLabel("1"),
          Digest.sha256(new byte[32]));
    }

    @Override
    public BuiltDisk build(
        Plan plan, Path target, StageUse stages, Consumer<BuildProgress> listener)
        throws IOException {
      count++;
      try (var disk = new RandomAccessFile(target.toFile(), "rw")) {
        disk.setLength(DISK_BYTES);
        disk.seek(8192);
        disk.write(text.getBytes(UTF_8));
      }
      var provenance =
          new Provenance(
              plan.recipe().digest(),
              plan.key(),
              Instant.EPOCH,
              Instant.EPOCH,
              Instant.EPOCH,
              Map.of(),
              List.of(),
              List.of());
      return new BuiltDisk(target, DISK_BYTES, text.length(), provenance);
    }
  }
}
