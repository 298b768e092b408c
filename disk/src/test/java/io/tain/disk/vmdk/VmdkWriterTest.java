package io.tain.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.DiskWriter;
import io.tain.disk.DiskWriterContract;
import io.tain.disk.ForeignTool;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.NewFile;
import io.tain.disk.raw.RawDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VmdkWriterTest {
  abstract static class OfVmdk extends DiskWriterContract {
    private final DiskWriter writer;

    OfVmdk(DiskWriter writer) {
      this.writer = writer;
    }

    @Override
    protected DiskWriter writer() {
      return writer;
    }

    @Override
    protected String formatName() {
      return "vmdk";
    }

    @Override
    protected VirtualDisk open(Path file) throws IOException {
      return new VmdkContainer().open(RawDisk.open(file)).disk();
    }

    @ParameterizedTest
    @ValueSource(longs = {512, 70_144, 40 << 20, 1L << 40})
    void write_isFoundSoundByQemu(long sizeBytes) throws Exception {
      SparseMemoryDisk disk = randomDisk(sizeBytes, new Random(sizeBytes));
      Path file = directory.resolve("written.vmdk");

      NewFile.write(writer(), disk, file);

      assertThat(ForeignTool.run("qemu-img", "check", "-f", "vmdk", file.toString()))
          .contains("No errors were found on the image.");
      try (VirtualDisk ours = open(file)) {
        assertSame(disk, ours);
      }
    }
  }

  @Nested
  final class Sparse extends OfVmdk {
    Sparse() {
      super(new SparseVmdkWriter());
    }
  }

  @Nested
  final class Stream extends OfVmdk {
    Stream() {
      super(new StreamVmdkWriter());
    }
  }
}
