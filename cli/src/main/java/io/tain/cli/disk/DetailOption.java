package io.tain.cli.disk;

import io.tain.app.BrowseDisk.Detail;
import picocli.CommandLine.Option;

/// How much is told of the files inside a disk.
final class DetailOption {
  @Option(names = "--xattrs", descriptionKey = "option.xattrs")
  private boolean hasExtendedAttributes;

  Detail detail() {
    return hasExtendedAttributes ? Detail.EXTENDED_ATTRIBUTES : Detail.ATTRIBUTES;
  }
}
