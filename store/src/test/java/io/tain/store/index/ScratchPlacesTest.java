package io.tain.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.store.PackName;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Places are found again whether they are in memory or were too many for it.
final class ScratchPlacesTest {
  private static final int MANY = PlaceTable.MAX_ENTRIES + 50_000;

  @TempDir private Path directory;

  @Test
  void find_moreThanMemoryHolds_findsEachAndNoOther() throws IOException {
    PackName[] packs = {new PackName(1, 2), new PackName(3, 4), new PackName(5, 6)};
    RandomGenerator random = Seeds.random();
    try (var places = new ScratchPlaces(directory, "test")) {
      for (int i = 0; i < MANY; i++) {
        places.put(random.nextLong(), random.nextLong(), new ChunkPlace(packs[i % 3], i));
      }

      RandomGenerator again = Seeds.random();
      for (int i = 0; i < MANY; i++) {
        long high = again.nextLong();
        long low = again.nextLong();
        if (i % 97 == 0) {
          assertThat(places.find(high, low)).contains(new ChunkPlace(packs[i % 3], i));
          assertThat(places.find(high, low + 1)).isEqualTo(Optional.empty());
        }
      }
    }
    try (var left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void find_prefixesThatShareTheirFirstHalf_findsEach() throws IOException {
    var pack = new PackName(1, 2);
    try (var places = new ScratchPlaces(directory, "test")) {
      for (int i = 0; i < 1000; i++) {
        places.put(7, i, new ChunkPlace(pack, i));
      }
      Path run = directory.resolve("run");
      try (var channel =
          java.nio.channels.FileChannel.open(
              run,
              java.nio.file.StandardOpenOption.CREATE_NEW,
              java.nio.file.StandardOpenOption.WRITE)) {
        RunWriter.write(places.source(), java.util.Set.of(), channel::write);
      }
      try (RunFile file = RunFile.open(run)) {
        for (int i = 0; i < 1000; i++) {
          var found = new java.util.ArrayList<ChunkPlace>();
          file.find(7, i, found);
          assertThat(found).containsExactly(new ChunkPlace(pack, i));
        }
      }
    }
  }
}
