package io.tain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.Compression;
import io.tain.disk.DiskFormat;
import io.tain.disk.OpenedDisk;
import io.tain.disk.WriteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConvertDiskTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void run_diskThatEndsInsideOfASector_tellsTheSizeOfWhatWasWritten(DiskFormat format)
      throws Exception {
    var source = new DiskFile(folder.resolve("source.raw"), OptionalInt.empty());
    Files.write(source.path(), new byte[1537]);
    Path target = folder.resolve("target");

    ConvertDisk.Converted done =
        new ConvertDisk()
            .run(source, target, format, new WriteOptions(Compression.NONE, false), (_, _) -> {});

    try (OpenedDisk written = new DiskFile(target, OptionalInt.empty()).open()) {
      assertThat(done.virtualSizeBytes())
          .isEqualTo(written.disk().sizeBytes())
          .isEqualTo(format == DiskFormat.RAW ? 1537 : 2048);
    }
  }
}
