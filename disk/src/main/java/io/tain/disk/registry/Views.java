package io.tain.disk.registry;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.Compression;
import io.tain.disk.DiskFormat;
import io.tain.disk.FormatView;
import io.tain.disk.VirtualDisk;
import io.tain.disk.WriteOptions;
import io.tain.disk.layout.BlockSet;
import io.tain.disk.layout.LaidOutFile;
import io.tain.disk.layout.LayoutRules;
import io.tain.disk.layout.PlainLayout;
import io.tain.disk.qcow2.Qcow2LayoutRules;
import io.tain.disk.vhd.DynamicVhdLayoutRules;
import io.tain.disk.vhd.FixedVhdLayoutRules;
import io.tain.disk.vhdx.VhdxLayoutRules;
import io.tain.disk.vmdk.SparseVmdkLayoutRules;
import java.io.IOException;
import java.util.UUID;

/// The formats in which a disk can be seen.
final class Views {
  private Views() {}

  static FormatView of(VirtualDisk disk, DiskFormat format, WriteOptions options, UUID id)
      throws IOException {
    Writers.requireOptions(format, options);
    if (options.compression() != Compression.NONE) {
      throw TainException.of(
          ErrorCode.REQUEST_MALFORMED,
          "expected",
          "a view without compression",
          "found",
          options.compression());
    }
    long sizeBytes = disk.sizeBytes();
    return switch (format) {
      case RAW -> new LaidOutFile(format, disk, new PlainLayout(sizeBytes));
      case QCOW2 -> of(disk, format, new Qcow2LayoutRules(sizeBytes), id);
      case VMDK -> of(disk, format, new SparseVmdkLayoutRules(sizeBytes), id);
      case VHD ->
          of(
              disk,
              format,
              options.isFixed()
                  ? new FixedVhdLayoutRules(sizeBytes)
                  : new DynamicVhdLayoutRules(sizeBytes),
              id);
      case VHDX -> of(disk, format, new VhdxLayoutRules(sizeBytes), id);
    };
  }

  private static FormatView of(VirtualDisk disk, DiskFormat format, LayoutRules rules, UUID id)
      throws IOException {
    return new LaidOutFile(format, disk, rules.layout(BlockSet.of(disk, rules), id));
  }
}
