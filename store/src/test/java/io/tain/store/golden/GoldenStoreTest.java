package io.tain.store.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.Digest;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.local.LocalBlobStore;
import io.tain.disk.VirtualDisk;
import io.tain.store.ManifestPlace;
import io.tain.store.StoredDisk;
import io.tain.store.engine.Importer;
import io.tain.store.format.StoreFormat;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackKeys;
import io.tain.store.pack.PackReader;
import io.tain.store.read.StoredDisks;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What version 1 wrote is read from its blobs alone.
final class GoldenStoreTest {
  @Test
  void open_storeOfVersion1_isTheDisk() throws Exception {
    Path home = home("v1");

    StoreFormat format = StoreFormat.checkReadable(home.resolve("store"));

    assertThat(format).isEqualTo(StoreFormat.CURRENT);
    requireDisks(home, List.of(GoldenDisk.disk()));
  }

  @Test
  void open_storeOfVersion1WithDeltaFrames_isTheDisks() throws Exception {
    Path home = home("v1-delta");

    StoreFormat format = StoreFormat.checkReadable(home.resolve("store"));

    assertThat(format.incompatible()).isEqualTo(StoreFormat.DELTA_FRAMES);
    requireDisks(home, List.of(GoldenDisk.disk(), GoldenDisk.edited()));
    assertThat(bases(home)).isPositive();
  }

  private static void requireDisks(Path home, List<VirtualDisk> expected) throws Exception {
    List<String> lines = Files.readAllLines(home.resolve("place.txt"));
    assertThat(lines).hasSameSizeAs(expected);
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).split(" ");
      try (var blobs = new LocalBlobStore(home.resolve("store"), new LocalDurableFiles());
          var disks = StoredDisks.over(blobs, StoredDisks.Memory.DEFAULT);
          StoredDisk disk = disks.open(ManifestPlace.parse(words[0]))) {
        assertThat(disk.contentDigest()).isEqualTo(Digest.parse(words[1]));
        assertThat(Importer.digestOf(disk))
            .isEqualTo(disk.contentDigest())
            .isEqualTo(Importer.digestOf(expected.get(i)));
      }
    }
  }

  /// The base frames of frames of chunks.
  private static int bases(Path home) throws Exception {
    int bases = 0;
    try (var blobs = new LocalBlobStore(home.resolve("store"), new LocalDurableFiles());
        var reader = new PackReader(blobs)) {
      for (var blob : blobs.list(PackKeys.PREFIX)) {
        PackFooter footer = reader.footer(PackKeys.nameOf(blob.key()).orElseThrow(), _ -> {});
        for (int frame = 0; frame < footer.frames(); frame++) {
          bases += footer.kind(frame) == FrameKind.CHUNKS ? footer.bases(frame) : 0;
        }
      }
    }
    return bases;
  }

  private Path home(String name) throws Exception {
    URI place = Objects.requireNonNull(getClass().getResource(name + "/place.txt")).toURI();
    return Objects.requireNonNull(Path.of(place).getParent());
  }
}
