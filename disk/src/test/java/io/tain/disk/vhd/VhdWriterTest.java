package io.tain.disk.vhd;

import io.tain.disk.DiskWriter;
import io.tain.disk.DiskWriterContract;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

final class VhdWriterTest {
  @Nested
  final class Dynamic extends DiskWriterContract {
    @Override
    protected DiskWriter writer() {
      return new DynamicVhdWriter();
    }

    @Override
    protected String formatName() {
      return "vpc";
    }

    @Override
    protected VirtualDisk open(Path file) throws IOException {
      return new VhdContainer().open(RawDisk.open(file)).disk();
    }
  }

  @Nested
  final class Fixed extends DiskWriterContract {
    @Override
    protected DiskWriter writer() {
      return new FixedVhdWriter();
    }

    @Override
    protected String formatName() {
      return "vpc";
    }

    @Override
    protected VirtualDisk open(Path file) throws IOException {
      return new VhdContainer().open(RawDisk.open(file)).disk();
    }
  }
}
