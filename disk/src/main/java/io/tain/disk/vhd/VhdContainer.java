package io.tain.disk.vhd;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.ContainedDisk;
import io.tain.disk.ContainerFormat;
import io.tain.disk.DiskDescription.Allocation;
import io.tain.disk.Place;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.HostFile;
import io.tain.disk.mapped.MappedDisk;
import io.tain.disk.mapped.OwningDisk;
import java.io.IOException;
import java.util.List;

/// Files in VHD, fixed and dynamic.
public final class VhdContainer implements ContainerFormat {
  @Override
  public List<TainException> refusals(VirtualDisk bytes) throws IOException {
    return VhdRules.refusals(bytes);
  }

  @Override
  public long claimedSizeBytes(VirtualDisk bytes) throws IOException {
    VhdFooter footer = VhdFooter.read(bytes);
    return footer.hasCookie() ? footer.sizeBytes() : 0;
  }

  @Override
  public void places(VirtualDisk bytes, Place.Sink sink) throws IOException {
    requireSound(bytes);
    VhdFooter footer = VhdFooter.read(bytes);
    if (footer.type() == VhdFooter.FIXED) {
      sink.accept(new Place.Stored(0, 0, footer.sizeBytes()));
    } else {
      DynamicHeader header = DynamicHeader.read(bytes, footer.headerOffset());
      var file = new HostFile(bytes);
      BlockTable table = BlockTable.read(file, header, footer.sizeBytes());
      new MappedDisk(file, footer.sizeBytes(), table).places(0, Place.Codec.ZLIB, sink);
    }
  }

  @Override
  public ContainedDisk open(VirtualDisk bytes) throws IOException {
    requireSound(bytes);
    VhdFooter footer = VhdFooter.read(bytes);
    return footer.type() == VhdFooter.FIXED
        ? fixed(bytes, footer.sizeBytes())
        : dynamic(bytes, footer);
  }

  private static ContainedDisk fixed(VirtualDisk bytes, long sizeBytes) {
    return new ContainedDisk(
        new OwningDisk(bytes.slice(new ByteRange(0, sizeBytes)), bytes),
        sizeBytes,
        Allocation.NONE,
        List.of());
  }

  private static ContainedDisk dynamic(VirtualDisk bytes, VhdFooter footer) throws IOException {
    DynamicHeader header = DynamicHeader.read(bytes, footer.headerOffset());
    var file = new HostFile(bytes);
    BlockTable table = BlockTable.read(file, header, footer.sizeBytes());
    return new ContainedDisk(
        new MappedDisk(file, footer.sizeBytes(), table),
        Math.min(footer.sizeBytes(), table.storedBlocks() * header.blockBytes()),
        new Allocation(header.blockBytes(), "none", 0),
        List.of());
  }

  private void requireSound(VirtualDisk bytes) throws IOException {
    List<TainException> refusals = refusals(bytes);
    if (!refusals.isEmpty()) {
      throw refusals.getFirst();
    }
  }
}
