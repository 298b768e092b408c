package io.tain.disk.vhdx;

import io.tain.base.TainException;
import io.tain.disk.ContainedDisk;
import io.tain.disk.ContainerFormat;
import io.tain.disk.DiskDescription.Allocation;
import io.tain.disk.Place;
import io.tain.disk.Violation;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.HostFile;
import io.tain.disk.mapped.MappedDisk;
import java.io.IOException;
import java.util.List;

/// Files in VHDX that need no other file.
public final class VhdxContainer implements ContainerFormat {
  @Override
  public List<TainException> refusals(VirtualDisk bytes) throws IOException {
    try {
      Headers.read(bytes);
      return List.of();
    } catch (TainException refusal) {
      return List.of(refusal);
    }
  }

  @Override
  public long claimedSizeBytes(VirtualDisk bytes) throws IOException {
    try {
      return Headers.read(bytes).metadata().sizeBytes();
    } catch (TainException refused) {
      return 0;
    }
  }

  @Override
  public ContainedDisk open(VirtualDisk bytes) throws IOException {
    Headers headers = Headers.read(bytes);
    Metadata metadata = headers.metadata();
    BlockTable table = BlockTable.read(headers.file(), headers.regions(), metadata);
    return new ContainedDisk(
        new MappedDisk(new HostFile(headers.file()), metadata.sizeBytes(), table),
        Math.min(metadata.sizeBytes(), table.storedBlocks() * metadata.blockBytes()),
        new Allocation(metadata.blockBytes(), "none", 0),
        headers.notices());
  }

  @Override
  public void places(VirtualDisk bytes, Place.Sink sink) throws IOException {
    Headers headers = Headers.read(bytes);
    Metadata metadata = headers.metadata();
    BlockTable table = BlockTable.read(headers.file(), headers.regions(), metadata);
    new MappedDisk(new HostFile(headers.file()), metadata.sizeBytes(), table)
        .places(0, Place.Codec.ZLIB, sink);
  }

  /// All that comes before the block allocation table.
  ///
  /// @param file as it is after its log
  private record Headers(
      VirtualDisk file, Regions regions, Metadata metadata, List<Violation> notices) {
    static Headers read(VirtualDisk bytes) throws IOException {
      VhdxHeader header = VhdxHeader.read(bytes);
      VirtualDisk file = header.hasLog() ? Log.applied(bytes, header) : bytes;
      List<Violation> notices =
          header.hasLog()
              ? List.of(
                  new Violation(
                      "",
                      Refusal.RULE,
                      header.logAt(),
                      "not closed: its log was applied in memory"))
              : List.of();
      Regions regions = Regions.read(file);
      return new Headers(file, regions, Metadata.read(file, regions.metadata()), notices);
    }
  }
}
