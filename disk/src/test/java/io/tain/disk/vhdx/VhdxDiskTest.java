package io.tain.disk.vhdx;

import io.tain.disk.FileOfQemu;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VirtualDiskContract;
import io.tain.disk.raw.RawDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The reader on files of `qemu-img convert`.
final class VhdxDiskTest {
  abstract static class OnFileOfQemu extends VirtualDiskContract {
    private final String options;
    @TempDir Path folder;

    OnFileOfQemu(String options) {
      this.options = options;
    }

    @Override
    protected VirtualDisk open(SparseMemoryDisk example) throws Exception {
      Path file = FileOfQemu.in(folder).of(example, "vhdx", options);
      return new VhdxContainer().open(RawDisk.open(file)).disk();
    }
  }

  @Nested
  final class Dynamic extends OnFileOfQemu {
    Dynamic() {
      super("subformat=dynamic");
    }
  }

  @Nested
  final class SmallBlocks extends OnFileOfQemu {
    SmallBlocks() {
      super("subformat=dynamic,block_size=1M,log_size=4M");
    }
  }

  @Nested
  final class Fixed extends OnFileOfQemu {
    Fixed() {
      super("subformat=fixed");
    }
  }

  @Nested
  final class FixedAndAllStored extends OnFileOfQemu {
    FixedAndAllStored() {
      super("subformat=fixed,block_state_zero=off");
    }
  }
}
