package io.tain.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class VersionDiffTest {
  @Test
  void between_everyKindOfChange_isTold() {
    var before = List.of(at("a", "1"), at("b", "2"), at("c", "1.0~rc1"), at("d", "2:1"));
    var after = List.of(at("b", "2"), at("c", "1.0"), at("d", "1:9"), at("e", "1"));

    VersionDiff diff = VersionDiff.between(before, after);

    assertThat(diff.added()).containsExactly(at("e", "1"));
    assertThat(diff.removed()).containsExactly(at("a", "1"));
    assertThat(diff.upgraded())
        .containsExactly(new VersionDiff.Change(at("c", "1.0~rc1"), at("c", "1.0")));
    assertThat(diff.downgraded())
        .containsExactly(new VersionDiff.Change(at("d", "2:1"), at("d", "1:9")));
    assertThat(diff.unchangedCount()).isEqualTo(1);
  }

  @Test
  void between_severalVersionsSideBySide_areAddedAndRemoved() {
    var before = List.of(at("kernel", "5"), at("kernel", "6"));
    var after = List.of(at("kernel", "6"), at("kernel", "7"), at("kernel", "8"));

    VersionDiff diff = VersionDiff.between(before, after);

    assertThat(diff.added()).containsExactly(at("kernel", "7"), at("kernel", "8"));
    assertThat(diff.removed()).containsExactly(at("kernel", "5"));
    assertThat(diff.unchangedCount()).isEqualTo(1);
  }

  @Test
  void between_seededLists_addsUpInBothDirections() {
    var random = new Random(Long.getLong("tain.seed", 20261121));
    for (int round = 0; round < 200; round++) {
      List<InstalledPackage> before = packages(random);
      List<InstalledPackage> after = packages(random);

      VersionDiff there = VersionDiff.between(before, after);
      VersionDiff back = VersionDiff.between(after, before);

      assertThat(there.added()).isEqualTo(back.removed());
      assertThat(there.removed()).isEqualTo(back.added());
      assertThat(there.upgraded()).hasSameSizeAs(back.downgraded());
      int changed = there.upgraded().size() + there.downgraded().size();
      assertThat(there.added().size() + changed + there.unchangedCount()).isEqualTo(after.size());
      assertThat(there.removed().size() + changed + there.unchangedCount())
          .isEqualTo(before.size());
      assertThat(VersionDiff.between(before, before).isEmpty()).isTrue();
    }
  }

  private static List<InstalledPackage> packages(Random random) {
    var packages = new ArrayList<InstalledPackage>();
    for (int i = 0; i < 20; i++) {
      if (random.nextBoolean()) {
        packages.add(at("p" + i, "1." + random.nextInt(3)));
      }
    }
    return packages;
  }

  private static InstalledPackage at(String name, String version) {
    return new InstalledPackage(name, version, "amd64", name, version);
  }
}
