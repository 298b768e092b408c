package io.tain.disk.vhdx;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VhdxWriterTest extends DiskWriterContract {
  @Override
  protected DiskWriter writer() {
    return new VhdxWriter();
  }

  @Override
  protected String formatName() {
    return "vhdx";
  }

  @Override
  protected VirtualDisk open(Path file) throws IOException {
    return new VhdxContainer().open(RawDisk.open(file)).disk();
  }

  // Above 4 GiB the table has entries of bitmaps, above 4 TiB blocks are larger.
  @ParameterizedTest
  @ValueSource(longs = {512, 5L << 30, 5L << 40})
  void write_isFoundSoundByQemuAndReadAsEqual(long sizeBytes) throws Exception {
    SparseMemoryDisk disk = randomDisk(sizeBytes, new Random(sizeBytes));
    Path file = directory.resolve("written.vhdx");

    NewFile.write(writer(), disk, file);

    assertThat(ForeignTool.run("qemu-img", "check", "-f", "vhdx", file.toString()))
        .contains("No errors were found on the image.");
    try (VirtualDisk ours = open(file)) {
      assertSame(disk, ours);
    }
  }
}
