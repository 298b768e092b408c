package io.tain.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.Compression;
import io.tain.disk.DiskWriter;
import io.tain.disk.DiskWriterContract;
import io.tain.disk.ForeignTool;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.NewFile;
import io.tain.disk.raw.RawDisk;
import io.tain.disk.raw.RawWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Qcow2WriterTest {
  abstract static class OfQcow2 extends DiskWriterContract {
    private final Compression compression;

    OfQcow2(Compression compression) {
      this.compression = compression;
    }

    @Override
    protected DiskWriter writer() {
      return new Qcow2Writer(compression);
    }

    @Override
    protected String formatName() {
      return "qcow2";
    }

    @Override
    protected VirtualDisk open(Path file) throws IOException {
      return Qcow2Disk.open(RawDisk.open(file));
    }

    @ParameterizedTest
    @ValueSource(longs = {512, 70_144, 40 << 20, 1L << 32, 1L << 43})
    void write_isFoundSoundAndIdenticalByQemu(long sizeBytes) throws Exception {
      SparseMemoryDisk disk = randomDisk(sizeBytes, new Random(sizeBytes));
      Path file = directory.resolve("written.qcow2");
      Path raw = directory.resolve("written.raw");

      NewFile.write(writer(), disk, file);
      NewFile.write(new RawWriter(), disk, raw);

      assertThat(ForeignTool.run("qemu-img", "check", "-f", "qcow2", file.toString()))
          .contains("No errors were found on the image.")
          .doesNotContain("Leaked");
      assertThat(
              ForeignTool.run(
                  "qemu-img",
                  "compare",
                  "-f",
                  "qcow2",
                  "-F",
                  "raw",
                  file.toString(),
                  raw.toString()))
          .contains("Images are identical.");
    }
  }

  @Nested
  final class Plain extends OfQcow2 {
    Plain() {
      super(Compression.NONE);
    }

    @Test
    @Tag("slow")
    void write_moreDataThanOneRefcountBlockCounts_isFoundSound() throws Exception {
      var disk = new SparseMemoryDisk(3L << 30);
      // One block of data in each cluster: 33,000 clusters, but only 129 MiB of memory.
      for (int i = 0; i < 33_000; i++) {
        disk.write(i * 65_536L, new byte[] {1});
      }
      Path file = directory.resolve("written.qcow2");

      NewFile.write(writer(), disk, file);

      assertThat(ForeignTool.run("qemu-img", "check", "-f", "qcow2", file.toString()))
          .contains("No errors were found on the image.")
          .contains("33000/49152");
    }
  }

  @Nested
  final class Zlib extends OfQcow2 {
    Zlib() {
      super(Compression.ZLIB);
    }
  }

  @Nested
  final class Zstd extends OfQcow2 {
    Zstd() {
      super(Compression.ZSTD);
    }

    @Test
    void write_clustersThatCompress_makesTheFileSmaller() throws Exception {
      var disk = new SparseMemoryDisk(16 << 20);
      var random = new Random(3);
      for (int at = 0; at < 16 << 20; at += 65_536) {
        byte[] cluster = new byte[65_536];
        random.nextBytes(cluster);
        // Every third one does not compress, so that plain ones stand between compressed ones.
        if (at / 65_536 % 3 > 0) {
          Arrays.fill(cluster, 1000, cluster.length, (byte) 7);
        }
        disk.write(at, cluster);
      }
      Path file = directory.resolve("written.qcow2");

      NewFile.write(writer(), disk, file);

      assertThat(Files.size(file)).isLessThan(7 << 20);
      assertThat(ForeignTool.run("qemu-img", "check", "-f", "qcow2", file.toString()))
          .contains("No errors were found on the image.")
          .doesNotContain("Leaked");
      try (VirtualDisk ours = open(file)) {
        assertSame(disk, ours);
      }
    }
  }
}
