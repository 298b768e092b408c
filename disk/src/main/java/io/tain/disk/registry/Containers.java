package io.tain.disk.registry;

import io.tain.disk.ContainerFormat;
import io.tain.disk.DiskFormat;
import io.tain.disk.qcow2.Qcow2Container;
import io.tain.disk.vhd.VhdContainer;
import io.tain.disk.vhdx.VhdxContainer;
import io.tain.disk.vmdk.VmdkContainer;
import java.util.Arrays;
import java.util.Optional;

/// The container formats that are read.
final class Containers {
  private Containers() {}

  /// The container of a format; raw bytes have none.
  static Optional<ContainerFormat> of(DiskFormat format) {
    return switch (format) {
      case RAW -> Optional.empty();
      case QCOW2 -> Optional.of(new Qcow2Container());
      case VMDK -> Optional.of(new VmdkContainer());
      case VHD -> Optional.of(new VhdContainer());
      case VHDX -> Optional.of(new VhdxContainer());
    };
  }

  /// The container of the format of this name; empty for one that is not read.
  static Optional<ContainerFormat> named(String name) {
    return Arrays.stream(DiskFormat.values())
        .filter(format -> format.toString().equals(name))
        .findFirst()
        .flatMap(Containers::of);
  }
}
