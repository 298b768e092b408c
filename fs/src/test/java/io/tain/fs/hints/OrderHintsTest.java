package io.tain.fs.hints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.disk.DiskLayout;
import io.tain.disk.Extent;
import io.tain.disk.ForeignTool;
import io.tain.disk.PartitionTable;
import io.tain.disk.Region;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.registry.VolumeGroups;
import io.tain.fs.FileSystem;
import io.tain.fs.hints.RealDisks.RealDisk;
import io.tain.fs.registry.FileSystems;
import io.tain.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrderHintsTest {
  private static final Duration PATIENT = Duration.ofDays(1);
  private static final int SECTOR_BYTES = 512;

  @TempDir private static Path directory;

  private static List<RealDisk> disks = List.of();
  private static RealDisk espAndRoot =
      new RealDisk("", new SparseMemoryDisk(0), PartitionTable.NONE);

  @BeforeAll
  static void makeDisks() throws Exception {
    disks = new RealDisks(directory).all();
    espAndRoot = disks.getFirst();
  }

  @Test
  void of_espAndRoot_areTheFilesByPathOneVolumeAfterTheOther() throws Exception {
    RealDisk real = espAndRoot;

    List<Region> files = files(OrderHints.of(real.disk(), real.table()));

    List<String> paths = files.stream().map(Region::path).toList();
    assertThat(paths.subList(0, 4))
        .containsExactly("/EFI/Linux/initrd", "/EFI/Linux/vmlinuz", "/EFI/a.conf", "/boot/initrd");
    assertThat(paths.subList(3, paths.size())).isSorted().contains("/usr/bin/same", "/many/300");
    assertThat(bytes(real.disk(), files.get(1)))
        .startsWith(Files.readAllBytes(directory.resolve("tree/boot/vmlinuz")));
  }

  @Test
  void of_espAndRoot_givesTheKernelsOfBothTheSameBlocks() throws Exception {
    RealDisk real = espAndRoot;

    List<Region> files = files(OrderHints.of(real.disk(), real.table()));

    Region onFat = files.get(1);
    assertThat(onFat.gridOrigin()).isEqualTo(onFat.runs().getFirst().offset());
    assertThat(onFat.gridOrigin() % 4096).isNotZero();
    Region onExt4 =
        files.stream()
            .filter(file -> file.path().equals("/boot/vmlinuz"))
            .findFirst()
            .orElseThrow();
    assertThat(wholeBlocks(bytes(real.disk(), onFat)))
        .isEqualTo(wholeBlocks(bytes(real.disk(), onExt4)));
  }

  @Test
  void of_realDisks_nameThePlacesOfEachFile() throws Exception {
    for (RealDisk real : disks) {
      var expected = new TreeMap<String, Integer>();
      var sparse = new HashSet<String>();
      for (Volume volume : volumes(real)) {
        FileSystem fileSystem = volume.fileSystem();
        fileSystem.walk(
            fileSystem.root(),
            entry -> {
              if (entry.isFile() && !fileSystem.holes(entry).isEmpty()) {
                sparse.add(entry.path());
              } else if (entry.isFile() && !fileSystem.runs(entry).isEmpty()) {
                byte[] content = fileSystem.open(entry).readAllBytes();
                expected.merge(entry.path(), digest(content), Integer::sum);
              }
            });
      }
      var found = new TreeMap<String, Integer>();
      for (Region file : files(OrderHints.of(real.disk(), real.table()))) {
        found.merge(file.path(), digest(bytes(real.disk(), file)), Integer::sum);
      }

      found.keySet().removeAll(sparse);
      expected.keySet().removeAll(sparse);
      assertThat(found).as(real.name()).isEqualTo(expected).isNotEmpty();
    }
  }

  @Test
  void of_realDisks_leaveNothingOfAVolumeOut() throws Exception {
    for (RealDisk real : disks) {
      var found = new BitSet();
      var kinds = new ArrayList<Region.Kind>();
      for (Region region : OrderHints.of(real.disk(), real.table()).regions()) {
        region.runs().forEach(run -> found.set(sector(run.offset()), sector(run.end())));
        kinds.add(region.kind());
      }

      for (Volume volume : volumes(real)) {
        ByteRange whole = new ByteRange(0, volume.fileSystem().sizeBytes());
        for (ByteRange place :
            volume.places(List.of(whole), whole.length(), new Budget(1 << 20, PATIENT))) {
          assertThat(found.nextClearBit(sector(place.offset())))
              .as(real.name())
              .isGreaterThanOrEqualTo(sector(place.end()));
        }
      }
      assertThat(kinds).as(real.name()).contains(Region.Kind.values());
      assertThat(kinds.lastIndexOf(Region.Kind.FILE))
          .isLessThan(kinds.indexOf(Region.Kind.METADATA));
    }
  }

  @Test
  void of_smallBudget_isAPartThatEndsInTime() throws Exception {
    RealDisk real = espAndRoot;

    DiskLayout layout = OrderHints.of(real.disk(), real.table(), new Budget(7, PATIENT));

    List<Region> all = files(OrderHints.of(real.disk(), real.table()));
    assertThat(layout.count()).isBetween(3, 7);
    assertThat(layout.regions()).containsExactlyElementsOf(all.subList(0, layout.count()));
  }

  @Test
  void of_noTimeLeft_isDiskOrder() throws Exception {
    RealDisk real = espAndRoot;

    DiskLayout layout =
        OrderHints.of(real.disk(), real.table(), new Budget(1 << 20, Duration.ZERO));

    assertThat(layout.count()).isZero();
  }

  @Test
  void of_damagedDisks_neverFails() throws Exception {
    for (RealDisk real : disks) {
      List<Long> blocks = blocksOfTables(real);
      Seeds.repeat(
          25,
          random -> {
            var saved = new TreeMap<Long, byte[]>();
            for (int i = random.nextInt(1, 20); i > 0; i--) {
              long block = blocks.get(random.nextInt(blocks.size()));
              saved.putIfAbsent(block, real.disk().bytes(new ByteRange(block, 4096)).array());
              byte[] damage = new byte[random.nextInt(1, 5)];
              random.nextBytes(damage);
              real.disk().write(block + random.nextInt(4096 - damage.length), damage);
            }
            OrderHints.of(real.disk(), real.table());
            saved.forEach(real.disk()::write);
          });
    }
  }

  @Test
  void of_oneDirectoryDamaged_keepsTheOthers() throws Exception {
    RealDisk real = espAndRoot;
    int before = files(OrderHints.of(real.disk(), real.table())).size();
    String root = directory.resolve("root").toString();
    String blocks = ForeignTool.run("debugfs", "-R", "blocks /many", root).strip();
    String block = blocks.substring(blocks.lastIndexOf('\n') + 1).split(" +")[0];
    var place = new ByteRange((40L << 20) + Long.parseLong(block) * 4096, 1024);
    byte[] sound = real.disk().bytes(place).array();
    real.disk().write(place.offset(), new byte[sound.length]);

    List<Region> files = files(OrderHints.of(real.disk(), real.table()));

    real.disk().write(place.offset(), sound);
    assertThat(before - files.size()).isEqualTo(300);
    assertThat(files.stream().map(Region::path)).contains("/EFI/a.conf", "/boot/vmlinuz");
  }

  @Test
  void of_unreadableDisk_isItsFailure() {
    var disk = new SparseMemoryDisk(1 << 20);
    disk.failWith(new IOException("gone"));

    assertThatThrownBy(() -> OrderHints.of(disk, PartitionTable.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gone");
  }

  private static List<Volume> volumes(RealDisk real) throws IOException {
    var volumes = new ArrayList<Volume>();
    var views = new ArrayList<VirtualDisk>();
    real.table().partitions().forEach(p -> views.add(real.disk().slice(p.range())));
    if (views.isEmpty()) {
      views.add(real.disk());
      for (var group : VolumeGroups.of(real.disk(), real.table())) {
        group.volumes().forEach(volume -> volume.content().ifPresent(views::add));
      }
    }
    for (VirtualDisk view : views) {
      FileSystems.open(view).ifPresent(found -> volumes.add(new Volume("v", view, found)));
    }
    return volumes;
  }

  private static List<Region> files(DiskLayout layout) {
    var files = new ArrayList<Region>();
    for (Region region : layout.regions()) {
      if (region.kind() == Region.Kind.FILE) {
        files.add(region);
      }
    }
    return files;
  }

  private static byte[] bytes(VirtualDisk disk, Region region) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (ByteRange run : region.runs()) {
      bytes.writeBytes(disk.bytes(run).array());
    }
    return bytes.toByteArray();
  }

  private static byte[] wholeBlocks(byte[] bytes) {
    return Arrays.copyOf(bytes, Math.ceilDiv(bytes.length, 4096) * 4096);
  }

  /// Of the bytes without the zeros behind them.
  private static int digest(byte[] content) {
    int end = content.length;
    while (end > 0 && content[end - 1] == 0) {
      end--;
    }
    return Arrays.hashCode(Arrays.copyOf(content, end));
  }

  private static int sector(long offset) {
    return (int) (offset / SECTOR_BYTES);
  }

  /// The blocks of the disk that tables lie in and that are not all zeros.
  private static List<Long> blocksOfTables(RealDisk real) throws IOException {
    var blocks = new ArrayList<Long>();
    for (Region region : OrderHints.of(real.disk(), real.table()).regions()) {
      for (ByteRange run :
          region.kind() == Region.Kind.METADATA ? region.runs() : List.<ByteRange>of()) {
        for (Extent extent : real.disk().extents(run)) {
          if (extent instanceof Extent.Data(var range)) {
            for (long at = range.offset(); at + 4096 <= range.end(); at += 4096) {
              blocks.add(at);
            }
          }
        }
      }
    }
    return blocks;
  }
}
