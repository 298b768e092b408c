package io.tain.store.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.Digest;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.local.LocalBlobStore;
import io.tain.store.ManifestPlace;
import io.tain.store.StoredDisk;
import io.tain.store.engine.Importer;
import io.tain.store.format.StoreFormat;
import io.tain.store.read.StoredDisks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What version 1 wrote is read from its blobs alone.
final class GoldenStoreTest {
  @Test
  void open_storeOfVersion1_isTheDisk() throws Exception {
    URI place = Objects.requireNonNull(getClass().getResource("v1/place.txt")).toURI();
    Path home = Objects.requireNonNull(Path.of(place).getParent());
    String[] words =
        Files.readString(home.resolve("place.txt"), StandardCharsets.UTF_8).strip().split(" ");
    Path store = home.resolve("store");

    StoreFormat format = StoreFormat.checkReadable(store);

    assertThat(format).isEqualTo(StoreFormat.CURRENT);
    try (var blobs = new LocalBlobStore(store, new LocalDurableFiles());
        var disks = StoredDisks.over(blobs, StoredDisks.Memory.DEFAULT);
        StoredDisk disk = disks.open(ManifestPlace.parse(words[0]))) {
      assertThat(disk.contentDigest()).isEqualTo(Digest.parse(words[1]));
      assertThat(Importer.digestOf(disk))
          .isEqualTo(disk.contentDigest())
          .isEqualTo(Importer.digestOf(GoldenDisk.disk()));
    }
  }
}
