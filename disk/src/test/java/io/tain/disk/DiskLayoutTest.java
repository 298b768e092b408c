package io.tain.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ByteRange;
import io.tain.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class DiskLayoutTest {
  @Test
  void regions_randomOnes_areThoseThatWereAdded() {
    Seeds.repeat(
        200,
        random -> {
          List<Region> regions = regions(random);

          DiskLayout layout = DiskLayout.of(regions);

          assertThat(layout.regions()).containsExactlyElementsOf(regions);
          assertThat(layout.regions()).containsExactlyElementsOf(regions);
          assertThat(layout.count()).isEqualTo(regions.size());
        });
  }

  @Test
  void builder_millionFiles_takesLessThanTwentyBytesForEach() {
    var builder = new DiskLayout.Builder();
    for (int i = 0; i < 1_000_000; i++) {
      long offset = i * 7919L % 1_000_000 * 65_536;
      var path = "/var/lib/app/data/%03d/%04d".formatted(i / 1000, i % 1000);
      builder.add(new Region(Region.Kind.FILE, path, List.of(new ByteRange(offset, 8192)), offset));
    }

    assertThat(builder.sizeBytes()).isLessThan(20_000_000);
    assertThat(builder.build().count()).isEqualTo(1_000_000);
  }

  private static List<Region> regions(RandomGenerator random) {
    var regions = new ArrayList<Region>();
    var kinds = Region.Kind.values();
    for (int i = random.nextInt(20); i > 0; i--) {
      var runs = new ArrayList<ByteRange>();
      for (int j = random.nextInt(6); j > 0; j--) {
        runs.add(new ByteRange(random.nextLong(1L << 60), random.nextLong(1L << 40)));
      }
      String path = "/usr/" + "\udcff镜".repeat(random.nextInt(3)) + random.nextInt(100);
      long origin = random.nextLong(1L << 62);
      regions.add(new Region(kinds[random.nextInt(kinds.length)], path, runs, origin));
    }
    return regions;
  }
}
