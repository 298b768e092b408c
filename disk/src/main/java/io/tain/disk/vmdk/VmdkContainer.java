package io.tain.disk.vmdk;

import io.tain.base.TainException;
import io.tain.disk.ContainedDisk;
import io.tain.disk.ContainerFormat;
import io.tain.disk.DiskDescription.Allocation;
import io.tain.disk.Place;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.HostFile;
import io.tain.disk.mapped.MappedDisk;
import java.io.IOException;
import java.util.List;

/// Files in VMDK that hold their descriptor and all of their data.
public final class VmdkContainer implements ContainerFormat {
  @Override
  public List<TainException> refusals(VirtualDisk bytes) throws IOException {
    return VmdkRules.refusals(bytes);
  }

  @Override
  public long claimedSizeBytes(VirtualDisk bytes) throws IOException {
    long capacity = VmdkRules.isSparse(bytes) ? VmdkRules.header(bytes).capacity() : 0;
    return capacity < 0 || capacity > Long.MAX_VALUE / SparseHeader.SECTOR_BYTES
        ? 0
        : capacity * SparseHeader.SECTOR_BYTES;
  }

  @Override
  public void places(VirtualDisk bytes, Place.Sink sink) throws IOException {
    requireSound(bytes);
    SparseHeader header = VmdkRules.header(bytes);
    GrainTable table = GrainTable.read(new HostFile(bytes), header);
    new MappedDisk(new HostFile(bytes), header.capacity() * SparseHeader.SECTOR_BYTES, table)
        .places(GrainDecoder.MARKER_BYTES, Place.Codec.ZLIB, sink);
  }

  @Override
  public ContainedDisk open(VirtualDisk bytes) throws IOException {
    requireSound(bytes);
    SparseHeader header = VmdkRules.header(bytes);
    var file = new HostFile(bytes);
    GrainTable table = GrainTable.read(file, header);
    long sizeBytes = header.capacity() * SparseHeader.SECTOR_BYTES;
    var decoder = new GrainDecoder(file, table.grainBytes(), sizeBytes);
    boolean isPacked = header.has(SparseHeader.COMPRESSED) && table.storedGrains() > 0;
    return new ContainedDisk(
        new MappedDisk(file, sizeBytes, table, decoder),
        Math.min(sizeBytes, table.storedGrains() * table.grainBytes()),
        new Allocation(table.grainBytes(), isPacked ? "zlib" : "none", 0),
        List.of());
  }

  private void requireSound(VirtualDisk bytes) throws IOException {
    List<TainException> refusals = refusals(bytes);
    if (!refusals.isEmpty()) {
      throw refusals.getFirst();
    }
  }
}
