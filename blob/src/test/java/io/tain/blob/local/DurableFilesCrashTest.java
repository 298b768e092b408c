package io.tain.blob.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.DurableFiles;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.BlobEntry;
import io.tain.blob.BlobKey;
import io.tain.testkit.files.CrashMatrix;
import io.tain.testkit.files.CrashScenario;
import io.tain.testkit.files.FileFault;
import io.tain.testkit.files.FileStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every step of durable writes, met by every fault: what was acknowledged stays, and nothing is
/// seen in part.
final class DurableFilesCrashTest {
  private static final byte[] OLD = "old content".getBytes(UTF_8);
  private static final byte[] NEW = "new".getBytes(UTF_8);

  @Test
  void replace_crashedAnywhere_leavesTheOldOrTheNewFileWhole() {
    CrashMatrix matrix = CrashMatrix.of(Replacing::new, Path::toString);

    assertThat(matrix.steps().stream().map(FileStep::name))
        .containsExactly(
            "create config",
            "write config",
            "sync config",
            "rename config",
            "sync directory of ",
            "create config",
            "write config",
            "sync config",
            "rename config",
            "sync directory of ");
    assertThat(matrix.cells()).hasSize(10 * FileFault.values().length);
  }

  @Test
  void put_crashedAnywhere_keepsEveryAcknowledgedBlob_andCanBeRepeated() {
    CrashMatrix matrix = CrashMatrix.of(PuttingBlobs::new, Path::toString);

    assertThat(matrix.steps().stream().map(FileStep::name))
        .startsWith(
            "create directory for packs",
            "sync directory of ",
            "create directory for packs/0",
            "sync directory of packs",
            "create packs/0/0")
        .endsWith("delete packs/0/0", "sync directory of packs/0");
    Set<FileFault> met =
        matrix.cells().stream().map(CrashMatrix.Cell::fault).collect(Collectors.toSet());
    assertThat(met).containsExactlyInAnyOrder(FileFault.values());
  }

  /// A file that is written, and then replaced.
  private static final class Replacing implements CrashScenario {
    private int acknowledged;

    @Override
    public void run(DurableFiles files, Path root) throws IOException {
      for (byte[] content : List.of(OLD, NEW)) {
        files.write(root.resolve("config"), content);
        acknowledged++;
      }
    }

    @Override
    public String verify(Path root, boolean crashed) throws IOException {
      Path file = root.resolve("config");
      if (acknowledged == 0 && !Files.exists(file)) {
        return "absent";
      }
      byte[] found = Files.readAllBytes(file);
      boolean isNew = Arrays.equals(found, NEW);
      assertThat(isNew || Arrays.equals(found, OLD)).as("whole").isTrue();
      assertThat(isNew || acknowledged < 2).as("acknowledged content is kept").isTrue();
      return isNew ? "new" : "old";
    }
  }

  /// Two blobs that are put, the first of which is then deleted.
  private static final class PuttingBlobs implements CrashScenario {
    private static final BlobKey FIRST = new BlobKey("packs/0/0");
    private static final BlobKey SECOND = new BlobKey("packs/0/1");

    private int acknowledged;

    @Override
    public void run(DurableFiles files, Path root) throws IOException {
      try (var store = new LocalBlobStore(root, files)) {
        put(store, FIRST);
        put(store, SECOND);
        store.delete(FIRST);
        acknowledged++;
      }
    }

    @Override
    public String verify(Path root, boolean crashed) throws IOException {
      try (var store = new LocalBlobStore(root, new LocalDurableFiles())) {
        List<BlobEntry> found = store.list("");
        for (BlobEntry entry : found) {
          assertThat(store.get(entry.key(), 100)).isEqualTo(OLD);
        }
        List<BlobKey> keys = found.stream().map(BlobEntry::key).toList();
        switch (acknowledged) {
          case 0 -> assertThat(keys).doesNotContain(SECOND);
          case 1 -> assertThat(keys).contains(FIRST);
          case 2 -> assertThat(keys).contains(SECOND);
          default -> assertThat(keys).containsExactly(SECOND);
        }
        store.put(FIRST, ByteBuffer.wrap(OLD));
        assertThat(store.get(FIRST, 100)).isEqualTo(OLD);
        return keys.toString();
      }
    }

    private void put(LocalBlobStore store, BlobKey key) throws IOException {
      store.put(key, ByteBuffer.wrap(OLD));
      acknowledged++;
    }
  }
}
