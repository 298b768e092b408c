package io.tain.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.SparseMemoryDisk;
import io.tain.store.engine.StoreHome;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The index stays small in files, and knows every chunk.
final class ManyImportsTest {
  private static final int IMPORTS = 24;

  @TempDir private Path root;

  @Test
  void store_allDisksAgainAfterManyImports_addsNoChunk() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      for (int i = 0; i < IMPORTS; i++) {
        assertThat(home.importer().store(disk(i), "v" + i).newBytes()).isPositive();
      }
    }
    try (StoreHome home = StoreHome.open(root)) {
      for (int i = 0; i < IMPORTS; i++) {
        assertThat(home.importer().store(disk(i), "again" + i).newBytes()).isZero();
      }
    }

    try (var runs = Files.list(root.resolve("store").resolve("index"))) {
      assertThat(runs.count()).isLessThanOrEqualTo(10);
    }
  }

  private static SparseMemoryDisk disk(int number) {
    byte[] content = new byte[30_000];
    Seeds.random(number).nextBytes(content);
    return SparseMemoryDisk.of(content);
  }
}
