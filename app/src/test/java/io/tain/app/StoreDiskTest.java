package io.tain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.Actor;
import io.tain.base.ByteRange;
import io.tain.base.Home;
import io.tain.base.ImageName;
import io.tain.base.VersionLabel;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.local.LocalBlobStore;
import io.tain.catalog.Version;
import io.tain.catalog.sql.SqlCatalog;
import io.tain.crypto.local.LocalKeys;
import io.tain.db.Database;
import io.tain.db.TestDatabases;
import io.tain.db.jdbc.JdbcDatabases;
import io.tain.db.log.SqlEventLog;
import io.tain.disk.DiskFormat;
import io.tain.disk.DiskLayout;
import io.tain.disk.Extent;
import io.tain.disk.OpenedDisk;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import io.tain.fs.hints.OrderHints;
import io.tain.fs.hints.RealDisks;
import io.tain.fs.hints.RealDisks.RealDisk;
import io.tain.inspect.system.DiskInspector;
import io.tain.store.StoredDisk;
import io.tain.store.cut.CutSource;
import io.tain.store.cut.Cutter;
import io.tain.store.engine.PackStore;
import io.tain.store.read.StoredDisks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks of real file systems, imported in the order of their files.
final class StoreDiskTest {
  @TempDir private static Path made;
  private static List<RealDisk> disks = List.of();

  @TempDir private Path folder;
  private Database database;
  private PackStore store;
  private StoreDisk storeDisk;

  @BeforeAll
  static void makeDisks() throws Exception {
    disks = new RealDisks(made).all();
  }

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
    storeDisk = new StoreDisk(new BeginImport(library, 1L << 40), seal, store);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    database.close();
  }

  @Test
  void run_realDisks_areStoredBitForBit() throws IOException {
    for (RealDisk real : disks) {
      Version version = store(real.disk(), real.table(), real.name());

      assertHolds(version, real.disk());
    }
  }

  @Test
  void run_partitionsThatLie_areStoredBitForBit() throws IOException {
    RealDisk real = disks.getFirst();
    PartitionTable lies = disks.get(1).table();

    assertHolds(store(real.disk(), lies, "lies"), real.disk());
  }

  @Test
  void run_interruptedInDiskOrder_isTakenUpInTheOrderOfFiles() throws IOException {
    RealDisk real = disks.getFirst();
    var broken = new BrokenDisk(real.disk(), 42L << 20);
    assertThatThrownBy(() -> store(broken, PartitionTable.NONE, "esp"))
        .isInstanceOf(IOException.class)
        .hasMessage("cable");

    Version version = store(real.disk(), real.table(), "esp");

    assertHolds(version, real.disk());
  }

  @Test
  void run_sameDiskWithoutAndWithHints_isTheSameContent() throws IOException {
    RealDisk real = disks.getFirst();
    Version plain = store(real.disk(), PartitionTable.NONE, "plain");

    Version hinted = store(real.disk(), real.table(), "hinted");

    assertThat(hinted.content().digest()).isEqualTo(plain.content().digest());
    assertHolds(plain, real.disk());
    assertHolds(hinted, real.disk());
  }

  @Test
  void cut_kernelOnFatOffTheGrid_hasTheChunksOfTheOneOnExt4() throws IOException {
    RealDisk real = disks.getFirst();

    long plainBytes = uniqueBytes(CutSource.inDiskOrder(real.disk(), real.table()));
    DiskLayout layout = OrderHints.of(real.disk(), real.table());
    long hintedBytes = uniqueBytes(CutSource.of(real.disk(), real.table(), layout));

    assertThat(plainBytes - hintedBytes).isGreaterThan(1_550_000);
  }

  @Test
  void run_fileOrder_tellsHowFarItIsWithoutGoingBack() throws IOException {
    RealDisk real = disks.getFirst();
    var told = new ArrayList<Long>();

    store(real.disk(), real.table(), "esp", (done, _) -> told.add(done));

    assertThat(told).isSorted().hasSizeGreaterThan(2);
    assertThat(told.getLast()).isEqualTo(real.disk().sizeBytes());
  }

  private static long uniqueBytes(CutSource source) throws IOException {
    var seen = new HashSet<>();
    var total = new AtomicLong();
    new Cutter(2)
        .cut(source, (cut, bytes) -> total.addAndGet(seen.add(cut.hash()) ? bytes.remaining() : 0));
    return total.get();
  }

  private Version store(VirtualDisk disk, PartitionTable table, String label) throws IOException {
    return store(disk, table, label, (_, _) -> {});
  }

  private Version store(
      VirtualDisk disk, PartitionTable table, String label, TransferListener listener)
      throws IOException {
    var wish =
        new ImportWish(
            new ImageName("server"),
            Optional.of(
                new VersionLabel(label.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'))),
            Optional.empty(),
            "disk",
            disk.sizeBytes(),
            List.of());
    var opened = new OpenedDisk(DiskFormat.RAW, disk, table, List.of());
    return storeDisk
        .run(Actor.OWNER, wish, opened, SealImport.Source::imported, listener)
        .version();
  }

  /// The digest is computed from the source alone, and every byte is compared.
  private void assertHolds(Version version, VirtualDisk source) throws IOException {
    assertThat(version.content().digest()).isEqualTo(ContentDigest.of(source));
    try (StoredDisk stored = store.open(Library.diskOf(version))) {
      assertThat(stored.sizeBytes()).isEqualTo(source.sizeBytes());
      for (long at = 0; at < source.sizeBytes(); at += 1 << 20) {
        var range = new ByteRange(at, Math.min(1 << 20, source.sizeBytes() - at));
        assertThat(Arrays.equals(stored.bytes(range).array(), source.bytes(range).array()))
            .as(version.label() + " " + range)
            .isTrue();
      }
    }
  }

  /// A disk that cannot be read from one byte on.
  private record BrokenDisk(VirtualDisk disk, long end) implements VirtualDisk {
    @Override
    public long sizeBytes() {
      return disk.sizeBytes();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      if (offset + target.remaining() > end) {
        throw new IOException("cable");
      }
      disk.read(offset, target);
    }

    @Override
    public List<Extent> extents(ByteRange range) throws IOException {
      return disk.extents(range);
    }

    @Override
    public void close() throws IOException {
      disk.close();
    }
  }
}
