package io.tain.disk.lvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tain.base.ByteRange;
import io.tain.disk.LogicalVolume;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.PartitionTable;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VolumeGroup;
import io.tain.disk.registry.VolumeGroups;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Volume groups that lvm2 made, and damage to them.
final class PhysicalVolumeTest {
  private static final int EXTENT_BYTES = 1 << 20;
  private static final int DATA_AT = 1 << 20;
  private static final int STRIPE_BYTES = 65_536;
  private static final int MUTANTS = 300;

  @TempDir Path directory;

  @Test
  void groups_oneVolume_areWhatLvsSays() throws Exception {
    VolumeGroup group = group(Golden.image("lvm", directory));

    assertThat(group.name()).isEqualTo("tain");
    assertThat(group.physicalVolumes()).isEqualTo(1);
    assertThat(group.missing()).isZero();
    assertThat(group.volumes())
        .extracting(LogicalVolume::path, LogicalVolume::type, v -> v.content().isPresent())
        .containsExactly(
            tuple("tain/gap", "linear", true),
            tuple("tain/pool", "thin-pool", false),
            tuple("tain/root", "linear", true),
            tuple("tain/snap", "snapshot", false),
            tuple("tain/striped", "striped", true),
            tuple("tain/thin", "thin", false),
            tuple("tain/xfs-data", "linear", true));
    for (LogicalVolume volume : group.volumes()) {
      List<String> said =
          Golden.segments("tain").stream()
              .filter(f -> f.get(1).equals(volume.name()))
              .findFirst()
              .orElseThrow();
      assertThat(volume.sizeBytes()).isEqualTo(Long.parseLong(said.get(2)));
      assertThat(said).contains(volume.id());
    }
  }

  @Test
  void content_linearAndStriped_isWhereLvsSays() throws Exception {
    byte[] image = Golden.image("lvm", directory);
    VolumeGroup group = group(image);

    for (String name : List.of("root", "striped", "xfs-data", "gap")) {
      VirtualDisk content = content(group, name);
      byte[] expected = expected(name, image);

      assertThat(content.sizeBytes()).isEqualTo(expected.length);
      assertThat(Arrays.equals(bytes(content), expected)).as(name).isTrue();
    }
  }

  @Test
  void groups_halfOfThePhysicalVolumesHere_openWhatIsWhole() throws Exception {
    byte[] first = Golden.image("lvm-first", directory);
    byte[] second = Golden.image("lvm-second", directory);

    VolumeGroup half = group(first);
    assertThat(half.physicalVolumes()).isEqualTo(2);
    assertThat(half.missing()).isEqualTo(1);
    assertThat(opened(half)).containsExactly("here");

    VolumeGroup whole = group(second, first);
    assertThat(whole.missing()).isZero();
    assertThat(whole.partitions()).containsExactly(1, 2);
    assertThat(opened(whole)).containsExactly("both", "here", "there");
    assertThat(whole.volumes()).extracting(LogicalVolume::type).contains("raid1");
  }

  @Test
  void groups_copiesThatDiffer_areReadFromTheNewest() throws Exception {
    byte[] first = Golden.image("lvm-first", directory);
    byte[] second = Golden.image("lvm-second", directory);
    var older = new MetadataInImage(second);
    older.write(older.text().replaceFirst("seqno = \\d+", "seqno = 1").replace("here {", "gone {"));

    assertThat(opened(group(second, first))).contains("here").doesNotContain("gone");
    assertThat(opened(group(first, second))).contains("here").doesNotContain("gone");
  }

  @Test
  void groups_oneCopyDamaged_areReadFromTheOther() throws Exception {
    byte[] first = Golden.image("lvm-first", directory);
    byte[] second = Golden.image("lvm-second", directory);
    second[MetadataInImage.AREA + 20] ^= 1;

    assertThat(opened(group(second, first))).containsExactly("both", "here", "there");
    assertThatThrownBy(() -> group(second)).isInstanceOf(MalformedDiskException.class);
  }

  @Test
  void groups_textAroundTheEndOfItsArea_isRead() throws Exception {
    byte[] image = Golden.image("lvm", directory);
    var metadata = new MetadataInImage(image);
    String text = metadata.text();
    metadata.write(text, (int) metadata.header().getLong(32) - 1000);

    assertThat(opened(group(image))).containsExactly("gap", "root", "striped", "xfs-data");
  }

  @Test
  void groups_damage_isMalformed() throws Exception {
    byte[] image = Golden.image("lvm", directory);
    String text = new MetadataInImage(image).text();

    assertMalformed(damaged(image, 512 + 40), "checksum of the label");
    assertMalformed(damaged(image, MetadataInImage.AREA + 60), "checksum of the metadata");
    int start = MetadataInImage.AREA + (int) new MetadataInImage(image).header().getLong(40);
    assertMalformed(damaged(image, start + 100), "checksum of the text");
    assertMalformed(
        with(image, text.replace("extent_size = 2048", "extent_size = 0")), "extent_size");
    assertMalformed(with(image, text.replace("\"pv0\", 0", "\"pv0\", 60")), "extents of the");
    assertMalformed(with(image, text.replace("\"pv0\", 0", "\"pv7\", 0")), "on physical volumes");
    assertMalformed(with(image, "x { ".repeat(100)), "up to 8 deep");
    assertMalformed(with(image, text.substring(0, text.length() / 2)), "the end of a");
  }

  @Test
  void read_noLabel_isNoPhysicalVolume() throws Exception {
    assertThat(PhysicalVolume.read(0, new SparseMemoryDisk(1 << 20))).isEmpty();
    assertThat(PhysicalVolume.read(0, new SparseMemoryDisk(100))).isEmpty();
    assertThat(VolumeGroups.of(new SparseMemoryDisk(1 << 20), PartitionTable.NONE)).isEmpty();
  }

  @Test
  void groups_mutatedDescriptions_areReadOrMalformed() throws Exception {
    byte[] image = Golden.image("lvm", directory);
    SparseMemoryDisk disk = SparseMemoryDisk.of(image);
    byte[] start = Arrays.copyOf(image, DATA_AT);
    String text = new MetadataInImage(image).text();
    long seed = Long.getLong("tain.seed", 20261122);
    int read = 0;
    for (int i = 0; i < MUTANTS; i++) {
      disk.write(0, with(start, mutated(text, new Random(seed * 1_000_003 + i))));
      try {
        for (VolumeGroup group : VolumeGroups.of(disk, PartitionTable.NONE)) {
          readEnds(group);
        }
        read++;
      } catch (MalformedDiskException expected) {
        assertThat(expected.code().text()).isEqualTo("disk.malformed");
      } catch (IOException | RuntimeException unexpected) {
        throw new AssertionError("seed " + seed + ", mutant " + i, unexpected);
      }
    }
    assertThat(read).isBetween(MUTANTS / 10, MUTANTS * 9 / 10);
  }

  private static void readEnds(VolumeGroup group) throws IOException {
    for (LogicalVolume volume : group.volumes()) {
      if (volume.content().isPresent()) {
        VirtualDisk content = volume.content().get();
        int length = (int) Math.min(4096, content.sizeBytes());
        content.read(0, ByteBuffer.allocate(length));
        content.read(content.sizeBytes() - length, ByteBuffer.allocate(length));
        content.extents(new ByteRange(0, length));
      }
    }
  }

  private static String mutated(String text, Random random) {
    var mutant = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(mutant.length());
      switch (random.nextInt(4)) {
        case 0 -> mutant.setCharAt(at, (char) (32 + random.nextInt(95)));
        case 1 -> mutant.delete(at, Math.min(mutant.length(), at + random.nextInt(40)));
        case 2 -> mutant.insert(at, mutant.substring(at, Math.min(mutant.length(), at + 30)));
        default -> replaceNumber(mutant, at, random);
      }
    }
    return mutant.toString();
  }

  private static void replaceNumber(StringBuilder text, int from, Random random) {
    int at = from;
    while (at < text.length() && !Character.isDigit(text.charAt(at))) {
      at++;
    }
    int end = at;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    String[] numbers = {
      "0", "1", "63", "2147483648", "9223372036854775807", "-1", "99999999999999999999"
    };
    text.replace(at, end, numbers[random.nextInt(numbers.length)]);
  }

  private static byte[] with(byte[] image, String text) {
    byte[] changed = image.clone();
    new MetadataInImage(changed).write(text);
    return changed;
  }

  private static byte[] damaged(byte[] image, int at) {
    byte[] changed = image.clone();
    changed[at] ^= 1;
    return changed;
  }

  private static void assertMalformed(byte[] image, String expected) {
    assertThatThrownBy(() -> group(image))
        .isInstanceOf(MalformedDiskException.class)
        .hasMessageContaining(expected);
  }

  private static VolumeGroup group(byte[]... images) throws IOException {
    var physical = new ArrayList<PhysicalVolume>();
    for (byte[] image : images) {
      PhysicalVolume.read(physical.size() + 1, SparseMemoryDisk.of(image)).ifPresent(physical::add);
    }
    List<VolumeGroup> groups = PhysicalVolume.groups(physical);
    assertThat(groups).hasSize(1);
    return groups.getFirst();
  }

  private static List<String> opened(VolumeGroup group) {
    return group.volumes().stream()
        .filter(v -> v.content().isPresent())
        .map(LogicalVolume::name)
        .toList();
  }

  private static VirtualDisk content(VolumeGroup group, String name) {
    return group.volumes().stream()
        .filter(volume -> volume.name().equals(name))
        .findFirst()
        .flatMap(LogicalVolume::content)
        .orElseThrow();
  }

  private static byte[] bytes(VirtualDisk disk) throws IOException {
    return disk.bytes(new ByteRange(0, disk.sizeBytes())).array();
  }

  /// The bytes of a volume, put together from the places that lvs names.
  private static byte[] expected(String name, byte[] image) throws IOException {
    ByteBuffer expected = ByteBuffer.allocate(64 << 20);
    for (List<String> segment : Golden.segments("tain")) {
      if (segment.get(1).equals(name)) {
        long[] places =
            Arrays.stream(segment.get(6).split(","))
                .mapToLong(place -> Long.parseLong(place.replaceAll(".*\\((\\d+)\\)", "$1")))
                .map(extent -> DATA_AT + extent * EXTENT_BYTES)
                .toArray();
        long size = Long.parseLong(segment.get(5));
        int stripe = places.length == 1 ? (int) size : STRIPE_BYTES;
        for (int i = 0; i < size / stripe; i++) {
          int at = (int) places[i % places.length] + i / places.length * stripe;
          expected.put(image, at, stripe);
        }
      }
    }
    return Arrays.copyOf(expected.array(), expected.position());
  }
}
