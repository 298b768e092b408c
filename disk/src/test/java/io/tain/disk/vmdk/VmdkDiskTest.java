package io.tain.disk.vmdk;

import io.tain.disk.FileOfQemu;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VirtualDiskContract;
import io.tain.disk.copy.NewFile;
import io.tain.disk.raw.RawDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The reader on files of `qemu-img convert`, and on compressed ones of our own.
final class VmdkDiskTest {
  abstract static class OnFileOfQemu extends VirtualDiskContract {
    private final String options;
    @TempDir Path folder;

    OnFileOfQemu(String options) {
      this.options = options;
    }

    @Override
    protected VirtualDisk open(SparseMemoryDisk example) throws Exception {
      return opened(FileOfQemu.in(folder).of(example, "vmdk", options));
    }
  }

  @Nested
  final class Sparse extends OnFileOfQemu {
    Sparse() {
      super("subformat=monolithicSparse");
    }
  }

  @Nested
  final class ZeroedGrains extends OnFileOfQemu {
    ZeroedGrains() {
      super("subformat=monolithicSparse,zeroed_grain=on,hwversion=13");
    }
  }

  @Nested
  final class Stream extends OnFileOfQemu {
    Stream() {
      super("subformat=streamOptimized");
    }
  }

  @Nested
  final class OurStream extends VirtualDiskContract {
    @TempDir Path folder;

    @Override
    protected VirtualDisk open(SparseMemoryDisk example) throws Exception {
      Path file = folder.resolve("example.vmdk");
      NewFile.write(new StreamVmdkWriter(), example, file);
      return opened(file);
    }
  }

  private static VirtualDisk opened(Path file) throws Exception {
    return new VmdkContainer().open(RawDisk.open(file)).disk();
  }
}
