package io.tain.cli.disk;

import io.tain.app.BrowseDisk;
import io.tain.app.DiskFile;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which file system of which disk file a command looks into.
final class DiskBrowser {
  @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "option.disk-file")
  private Path file;

  @Mixin private DiskNumberOption disk;

  @Option(names = "--partition", paramLabel = "N", descriptionKey = "option.partition")
  private int partition = -1;

  BrowseDisk.Place place() {
    return new BrowseDisk.Place(
        new DiskFile(file, disk.number()),
        partition < 0 ? OptionalInt.empty() : OptionalInt.of(partition));
  }
}
