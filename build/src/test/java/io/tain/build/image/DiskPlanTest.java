package io.tain.build.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ImageName;
import io.tain.build.Recipe.DiskShape;
import io.tain.disk.Partition;
import io.tain.disk.gpt.GptWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DiskPlanTest {
  @Test
  void partitions_ofAnySize_lieOnWholeMebibytesAndFit() {
    for (long mib = 512; mib < 1 << 20; mib = mib * 3 + 1) {
      DiskPlan plan = plan("web", mib << 20);

      assertThat(plan.partitions())
          .allMatch(partition -> partition.range().offset() % (1 << 20) == 0)
          .allMatch(partition -> partition.range().length() % (1 << 20) == 0);
      assertThat(GptWriter.encode(mib << 20, plan.id("disk"), plan.partitions())).isNotNull();
    }
  }

  @Test
  void ids_ofOneName_staySoThatVersionsShareTheirMetadata() {
    assertThat(plan("web", 1L << 30).partitions().stream().map(Partition::id))
        .isEqualTo(plan("web", 2L << 30).partitions().stream().map(Partition::id).toList());
  }

  @Test
  void ids_areUuidsOfVersion8AndDistinct() {
    var ids =
        Stream.of("web", "db")
            .flatMap(
                name -> Stream.of("disk", "esp", "root").map(part -> plan(name, 1L << 30).id(part)))
            .toList();

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 8 && id.variant() == 2);
  }

  private static DiskPlan plan(String name, long sizeBytes) {
    return new DiskPlan(new ImageName(name), new DiskShape(sizeBytes, "quiet", 0));
  }
}
