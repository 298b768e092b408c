package io.tain.cli.disk;

import io.tain.app.BrowseDisk;
import io.tain.app.DiskFile;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which file system of which disk file a command looks into.
final class DiskBrowser {
  @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "option.disk-file")
  private Path file;

  @Mixin private DiskNumberOption disk;

  @Option(
      names = "--partition",
      paramLabel = VolumeNameConverter.LABEL,
      converter = VolumeNameConverter.class,
      descriptionKey = "option.partition")
  private @Nullable String partition;

  BrowseDisk.Place place() {
    return new BrowseDisk.Place(new DiskFile(file, disk.number()), Optional.ofNullable(partition));
  }
}
