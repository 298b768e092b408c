package io.tain.disk.qcow2;

import io.tain.disk.ForeignTool;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VirtualDiskContract;
import io.tain.disk.copy.NewFile;
import io.tain.disk.raw.RawDisk;
import io.tain.disk.raw.RawWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The reader on files of `qemu-img convert` in all its shapes.
final class Qcow2DiskTest {
  /// The contract on what one set of options makes.
  abstract static class OnFileOfQemu extends VirtualDiskContract {
    private final List<String> options;
    @TempDir Path directory;

    OnFileOfQemu(String... options) {
      this.options = List.of(options);
    }

    @Override
    protected VirtualDisk open(SparseMemoryDisk example) throws Exception {
      Path raw = directory.resolve("example.raw");
      Path qcow2 = directory.resolve("example.qcow2");
      NewFile.write(new RawWriter(), example, raw);
      var command = new ArrayList<>(List.of("qemu-img", "convert", "-f", "raw", "-O", "qcow2"));
      command.addAll(options);
      command.addAll(List.of(raw.toString(), qcow2.toString()));
      ForeignTool.run(command.toArray(String[]::new));
      return Qcow2Disk.open(RawDisk.open(qcow2));
    }
  }

  @Nested
  final class Plain extends OnFileOfQemu {}

  @Nested
  final class Version2 extends OnFileOfQemu {
    Version2() {
      super("-o", "compat=0.10");
    }
  }

  @Nested
  final class Zlib extends OnFileOfQemu {
    Zlib() {
      super("-c");
    }
  }

  @Nested
  final class ZlibVersion2 extends OnFileOfQemu {
    ZlibVersion2() {
      super("-c", "-o", "compat=0.10,cluster_size=4k");
    }
  }

  @Nested
  final class Zstd extends OnFileOfQemu {
    Zstd() {
      super("-c", "-o", "compression_type=zstd");
    }
  }

  @Nested
  final class ZstdLargeClusters extends OnFileOfQemu {
    ZstdLargeClusters() {
      super("-c", "-o", "compression_type=zstd,cluster_size=2M");
    }
  }

  @Nested
  final class SmallClusters extends OnFileOfQemu {
    SmallClusters() {
      super("-o", "cluster_size=512");
    }
  }

  @Nested
  final class SmallCompressedClusters extends OnFileOfQemu {
    SmallCompressedClusters() {
      super("-c", "-o", "cluster_size=512");
    }
  }

  @Nested
  final class ExtendedL2 extends OnFileOfQemu {
    ExtendedL2() {
      super("-o", "extended_l2=on");
    }
  }

  @Nested
  final class ExtendedL2Compressed extends OnFileOfQemu {
    ExtendedL2Compressed() {
      super("-c", "-o", "extended_l2=on,cluster_size=128k");
    }
  }

  @Nested
  final class Preallocated extends OnFileOfQemu {
    Preallocated() {
      super("-o", "preallocation=metadata");
    }
  }

  @Nested
  final class LazyRefcountsOfOneBit extends OnFileOfQemu {
    LazyRefcountsOfOneBit() {
      super("-o", "lazy_refcounts=on,refcount_bits=1");
    }
  }
}
