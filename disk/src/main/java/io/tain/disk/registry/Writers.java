package io.tain.disk.registry;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.Compression;
import io.tain.disk.DiskFormat;
import io.tain.disk.DiskWriter;
import io.tain.disk.WriteOptions;
import io.tain.disk.qcow2.Qcow2Writer;
import io.tain.disk.raw.RawWriter;
import io.tain.disk.vhd.DynamicVhdWriter;
import io.tain.disk.vhd.FixedVhdWriter;
import io.tain.disk.vhdx.VhdxWriter;
import io.tain.disk.vmdk.SparseVmdkWriter;
import io.tain.disk.vmdk.StreamVmdkWriter;

/// The formats that are written, and the options that each has.
final class Writers {
  private Writers() {}

  static DiskWriter of(DiskFormat format, WriteOptions options) {
    requireOptions(format, options);
    return switch (format) {
      case RAW -> {
        requirePlain(format, options.compression());
        yield new RawWriter();
      }
      case QCOW2 -> new Qcow2Writer(options.compression());
      case VMDK -> vmdk(options.compression());
      case VHD -> {
        requirePlain(format, options.compression());
        yield options.isFixed() ? new FixedVhdWriter() : new DynamicVhdWriter();
      }
      case VHDX -> {
        requirePlain(format, options.compression());
        yield new VhdxWriter();
      }
    };
  }

  static void requireOptions(DiskFormat format, WriteOptions options) {
    if (options.isFixed() && format != DiskFormat.VHD) {
      throw refused("the subformat fixed only for vhd", format.toString());
    }
  }

  // Compressed grains are what the type streamOptimized is for.
  private static DiskWriter vmdk(Compression compression) {
    return switch (compression) {
      case NONE -> new SparseVmdkWriter();
      case ZLIB -> new StreamVmdkWriter();
      case ZSTD -> throw refused("the compression zlib for vmdk", Compression.ZSTD.toString());
    };
  }

  private static void requirePlain(DiskFormat format, Compression compression) {
    if (compression != Compression.NONE) {
      throw refused("compression only for qcow2 and vmdk", compression + " for " + format);
    }
  }

  private static TainException refused(String expected, String found) {
    return TainException.of(ErrorCode.REQUEST_MALFORMED, "expected", expected, "found", found);
  }
}
