package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.DiskFormat;
import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What we accept of damaged files, QEMU reads as the same bytes, or finds damage that we do not.
@Tag("slow")
final class DifferentialFuzzTest {
  private static final int CASES = 60;
  private static final long LARGEST_DISK_BYTES = 16 << 20;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"v2", "v3-512", "v3-zlib", "v3-zstd", "v3-extended", "v3-snapshot"})
  void open_mutantThatIsAccepted_isReadAsQemuDoes(String name) throws Exception {
    byte[] golden = golden(name);
    int agreed = 0;
    for (int i = 0; i < CASES; i++) {
      var random = new Random(Seeds.seed() * 31 + i);
      Path file = directory.resolve("mutant.qcow2");
      Files.write(file, new Mutation(random).of(golden));
      Optional<ByteBuffer> ours = readByUs(file);
      if (ours.isPresent()) {
        Optional<ByteBuffer> theirs = readByQemu(file);
        assertThat(theirs.orElse(ours.get()).equals(ours.get())).as("%s %d", name, i).isTrue();
        agreed += theirs.isPresent() ? 1 : 0;
      }
    }
    assertThat(agreed).isPositive();
  }

  private static Optional<ByteBuffer> readByUs(Path file) throws IOException {
    try (var opened = DiskFormats.open(file, DiskFormat.QCOW2)) {
      return opened.disk().sizeBytes() > LARGEST_DISK_BYTES
          ? Optional.empty()
          : Optional.of(content(opened.disk()));
    } catch (TainException refusal) {
      return Optional.empty();
    }
  }

  private Optional<ByteBuffer> readByQemu(Path file) throws IOException {
    Path raw = directory.resolve("mutant.raw");
    var outcome =
        ForeignTool.runAny(
            "qemu-img", "convert", "-f", "qcow2", "-O", "raw", file.toString(), raw.toString());
    try (var disk = RawDisk.open(raw)) {
      return outcome.exitCode() == 0 ? Optional.of(content(disk)) : Optional.empty();
    } catch (NoSuchFileException refused) {
      return Optional.empty();
    } finally {
      Files.deleteIfExists(raw);
    }
  }

  private static ByteBuffer content(VirtualDisk disk) throws IOException {
    return disk.bytes(new ByteRange(0, disk.sizeBytes()));
  }

  private static byte[] golden(String name) throws IOException {
    String resource = "/io/tain/disk/golden/" + name + ".qcow2";
    try (var stream =
        Objects.requireNonNull(DifferentialFuzzTest.class.getResourceAsStream(resource))) {
      return stream.readAllBytes();
    }
  }
}
