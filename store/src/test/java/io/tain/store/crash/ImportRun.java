package io.tain.store.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.DurableFiles;
import io.tain.base.TainException;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.local.LocalBlobStore;
import io.tain.crypto.local.LocalKeys;
import io.tain.db.Database;
import io.tain.db.TestDatabases;
import io.tain.disk.DiskLayout;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.store.ManifestPlace;
import io.tain.store.Sealed;
import io.tain.store.StoredDisk;
import io.tain.store.cut.CutSource;
import io.tain.store.engine.Importer;
import io.tain.store.engine.PackStore;
import io.tain.store.engine.RelatedBytes;
import io.tain.store.engine.StoreHome;
import io.tain.store.read.StoredDisks;
import io.tain.testkit.Seeds;
import io.tain.testkit.TemporaryHome;
import io.tain.testkit.files.SimulatedCrash;
import io.tain.testkit.files.SimulatedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Two imports into a new home, ended by a crash somewhere; and the look at what is left.
///
/// One object for one crash.
final class ImportRun {
  private static final int DISK_BYTES = 600_000;

  private final Path root;
  private final Path tornCatalog;
  private final List<VirtualDisk> disks = List.of(disk(1), disk(2));

  /// The versions whose transaction was acknowledged.
  private final List<Sealed> acknowledged = new ArrayList<>();

  /// @param root an empty directory
  /// @param tornCatalog does not exist
  ImportRun(Path root, Path tornCatalog) {
    this.root = root;
    this.tornCatalog = tornCatalog;
  }

  /// What a path is called in the table.
  static String role(Path path) {
    String first = path.getName(0).toString();
    return switch (first) {
      case "catalog" -> "database";
      case "keys" -> path.getNameCount() == 1 ? "keys" : "key";
      case "store" -> storeRole(path);
      default -> first.isEmpty() ? "home" : first;
    };
  }

  /// Does both imports; false when it met its fault before the end.
  boolean run(SimulatedFiles files) throws Exception {
    Path catalog = root.resolve("catalog");
    try (Database sqlite = TestDatabases.open(TestDatabases.sqlite(root), PackStore.SCHEMA)) {
      var database = new SteppedDatabase(sqlite, files, catalog, tornCatalog);
      imports(new LocalDurableFiles(files), database);
      return true;
    } catch (SimulatedCrash _) {
      return false;
    } catch (IOException | TainException e) {
      if (String.valueOf(e.getMessage()).contains("injected: ")) {
        return false;
      }
      throw e;
    }
  }

  /// Opens what is left as the next process does; every version that is visible must be whole, and
  /// what is not must be importable.
  ///
  /// @return a few words for the table
  String verify(boolean finished) throws Exception {
    restoreTornCatalog();
    try (StoreHome home = StoreHome.open(root)) {
      List<String> visible = visible(home.database());
      assertThat(visible)
          .containsAll(acknowledged.stream().map(version -> version.place().toString()).toList());
      assertThat(visible).hasSizeBetween(finished ? 2 : acknowledged.size(), 2);
      for (int i = 0; i < visible.size(); i++) {
        requireWhole(home, ManifestPlace.parse(visible.get(i)), disks.get(i));
      }
      for (int i = visible.size(); i < disks.size(); i++) {
        Sealed again = home.importer().store(disks.get(i), label(i));
        requireWhole(home, again.place(), disks.get(i));
      }
      return visible.size() + " visible";
    }
  }

  private void imports(DurableFiles files, Database database) throws IOException {
    Path directory = root.resolve("store");
    // Names decide which directories are made: every run makes the same.
    var random = new Random(20261121);
    try (var blobs = new LocalBlobStore(directory, files)) {
      var surroundings =
          new PackStore.Surroundings(
              blobs,
              files,
              database,
              new LocalKeys(root.resolve("keys"), files, new SecureRandom()),
              InstantSource.system(),
              random,
              StoredDisks.Memory.DEFAULT,
              root.resolve("cache"),
              1);
      try (PackStore store = PackStore.open(directory, surroundings)) {
        var importer = new Importer(store, database);
        for (int i = 0; i < disks.size(); i++) {
          ManifestPlace[] bases =
              acknowledged.stream().map(Sealed::place).toArray(ManifestPlace[]::new);
          acknowledged.add(
              i == 0
                  ? importer.storeOwn(inOrder(disks.get(i)), label(i), bases)
                  : importer.store(disks.get(i), label(i), bases));
        }
      }
    }
  }

  private static CutSource inOrder(VirtualDisk disk) {
    return new CutSource(disk, DiskLayout.DISK_ORDER, List.of());
  }

  private void restoreTornCatalog() throws IOException {
    if (Files.exists(tornCatalog)) {
      TemporaryHome.deleteTree(root.resolve("catalog"));
      Files.move(tornCatalog, root.resolve("catalog"));
    }
  }

  private static List<String> visible(Database database) {
    return database.read(
        tx ->
            tx.sql("select place from store_manifest order by sequence")
                .list(row -> row.text("place")));
  }

  private static void requireWhole(StoreHome home, ManifestPlace place, VirtualDisk expected)
      throws IOException {
    try (StoredDisk stored = home.store().open(place)) {
      assertThat(stored.contentDigest()).isEqualTo(Importer.digestOf(expected));
      assertThat(Importer.digestOf(stored)).isEqualTo(stored.contentDigest());
    }
  }

  private static String label(int number) {
    return "v" + (number + 1);
  }

  /// Two disks that share their first half, and resemble each other in the second.
  private static VirtualDisk disk(int number) {
    var disk = new SparseMemoryDisk(DISK_BYTES + 512L * number);
    byte[] shared = new byte[DISK_BYTES / 3];
    Seeds.random(7).nextBytes(shared);
    disk.write(0, shared);
    byte[] own = RelatedBytes.random(Seeds.random(8), DISK_BYTES / 3);
    disk.write(DISK_BYTES / 2, RelatedBytes.edited(Seeds.random(number), own));
    return disk;
  }

  private static String storeRole(Path path) {
    return switch (path.getNameCount()) {
      case 1 -> "store";
      case 2 -> path.getName(1).toString();
      default ->
          switch (path.getName(1).toString()) {
            case "packs" -> path.getNameCount() == 3 ? "packs/xx" : "pack";
            case "index" -> "index run";
            default -> path.getName(1).toString();
          };
    };
  }
}
