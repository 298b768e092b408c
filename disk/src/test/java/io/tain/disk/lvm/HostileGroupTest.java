package io.tain.disk.lvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.PartitionTable.Scheme;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VolumeGroup;
import io.tain.disk.registry.VolumeGroups;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Descriptions made to overflow, or to cost more than they should.
final class HostileGroupTest {
  private static final int PARTITIONS = 100;
  private static final int VOLUME_BYTES = 1 << 20;
  private static final String UNKNOWN =
      IntStream.range(0, 10_000)
          .mapToObj("p%1$d { id = \"%1$d-x\" }"::formatted)
          .collect(Collectors.joining(" "));

  @TempDir Path directory;
  private byte[] image;
  private String text;

  @BeforeEach
  void readImage() throws Exception {
    image = Golden.image("lvm", directory);
    text = new MetadataInImage(image).text();
  }

  @Test
  void g1_extentsWhosePlaceOverflows_areMalformed() throws Exception {
    String changed =
        text.replace("extent_size = 2048", "extent_size = 8589934592")
            .replace("pe_start = 2048", "pe_start = 9007199254740992")
            .replaceFirst("pe_count = \\d+", "pe_count = 9000000000000")
            .replace("\"pv0\", 0", "\"pv0\", 1048576");
    new MetadataInImage(image).write(changed);

    assertThatThrownBy(
            () -> {
              for (VolumeGroup group : groups(SparseMemoryDisk.of(image))) {
                for (var volume : group.volumes()) {
                  if (volume.content().isPresent()) {
                    volume.content().get().bytes(new ByteRange(0, 512));
                  }
                }
              }
            })
        .isInstanceOf(MalformedDiskException.class)
        .hasMessageContaining("extents on the disk");
  }

  // Each of many physical volumes tells of another group with many physical volumes.
  @Test
  void g1_groupsOfManyVolumes_costNoMoreThanTheirText() throws Exception {
    var disk = new SparseMemoryDisk((long) PARTITIONS * VOLUME_BYTES);
    var partitions = new ArrayList<Partition>();
    byte[] start = SmallVolumes.image("lvm");
    for (int i = 0; i < PARTITIONS; i++) {
      disk.write((long) i * VOLUME_BYTES, volume(start, i));
      partitions.add(
          new Partition(
              i + 1, new ByteRange((long) i * VOLUME_BYTES, VOLUME_BYTES), "0x8e", "", ""));
    }

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(
                    () -> VolumeGroups.of(disk, new PartitionTable(Scheme.MBR, partitions)))
                .isInstanceOf(MalformedDiskException.class)
                .hasMessageContaining("names"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "extent_size = 2048 | extent_size = 0 | an extent_size | 0",
        "seqno =            | seqno = \"x\" seqn = | a number seqno | [x]",
        "segment_count = 1  | segment_count = 0 | segments | 0",
        "start_extent = 0   | start_extent = 7 | without a gap | 7",
        "\"pv0\", 0         | \"pv0\", \"x\" | a physical volume and an extent | [pv0, x]",
        "\"pv0\", 0         | \"pv7\", 0 | on physical volumes | pv7",
      })
  void g1_error_saysWhereAndWhatWasFound(
      String found, String instead, String expected, String what) {
    int at = text.indexOf(found);
    new MetadataInImage(image)
        .write(text.replaceFirst(Pattern.quote(found), Matcher.quoteReplacement(instead)));
    long start = MetadataInImage.AREA + new MetadataInImage(image).header().getLong(40);

    assertThatThrownBy(() -> groups(SparseMemoryDisk.of(image)))
        .isInstanceOfSatisfying(
            MalformedDiskException.class,
            error -> {
              assertThat(error.arguments().get("expected")).contains(expected);
              assertThat(error.arguments().get("found")).contains(what);
              // Inside the text, in the part that the wrong line belongs to.
              assertThat(Long.parseLong(error.arguments().get("offset")))
                  .isBetween(start, start + at);
            });
  }

  private static byte[] volume(byte[] start, int number) {
    String id = "%032d".formatted(number);
    byte[] volume = Arrays.copyOf(start, VOLUME_BYTES);
    String group =
        "vg%d { id = \"%d\" seqno = 1 extent_size = 8 physical_volumes { own { id = \"%s\" pe_start = 64 pe_count = 9 } %s } }"
            .formatted(number, number, id, UNKNOWN);
    SmallVolumes.relabel(volume, id, VOLUME_BYTES - MetadataInImage.AREA);
    new MetadataInImage(volume).write(group, MetadataInImage.HEADER_BYTES);
    return volume;
  }

  private static List<VolumeGroup> groups(VirtualDisk disk) throws Exception {
    return VolumeGroups.of(disk, PartitionTable.NONE);
  }
}
