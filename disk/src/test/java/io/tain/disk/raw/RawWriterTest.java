package io.tain.disk.raw;

import io.tain.disk.DiskWriter;
import io.tain.disk.DiskWriterContract;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.file.Path;

final class RawWriterTest extends DiskWriterContract {
  @Override
  protected DiskWriter writer() {
    return new RawWriter();
  }

  @Override
  protected String formatName() {
    return "raw";
  }

  @Override
  protected VirtualDisk open(Path file) throws IOException {
    return RawDisk.open(file);
  }
}
