package io.tain.app;

import io.tain.disk.OpenOptions;
import io.tain.disk.OpenedDisk;
import io.tain.disk.registry.DiskFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/// The disk in a file that somebody means.
///
/// @param number of the disk in a file of several, from 1; empty for the only one
public record DiskFile(Path path, OptionalInt number) {
  OpenedDisk open() throws IOException {
    return DiskFormats.open(path, OpenOptions.DEFAULT.withDisk(number));
  }
}
