package io.tain.client.transfer;

import io.tain.api.Endpoints;
import io.tain.base.ByteRange;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A version's disk at a server, read over HTTP as it is needed.
///
/// Safe for concurrent use; closing it leaves the server's connection open.
public final class RemoteDisk implements VirtualDisk {
  private final ServerClient server;
  private final String versionId;
  private final long sizeBytes;

  public RemoteDisk(ServerClient server, String versionId, long sizeBytes) {
    this.server = server;
    this.versionId = versionId;
    this.sizeBytes = sizeBytes;
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    Target place = range(offset, target.remaining());
    try (InputStream bytes = server.open(Endpoints.DISK_BYTES, place)) {
      byte[] buffer = new byte[1 << 16];
      while (target.hasRemaining()) {
        int count = bytes.read(buffer, 0, Math.min(buffer.length, target.remaining()));
        if (count < 0) {
          throw new EOFException("the server ended the disk early, before " + target.remaining());
        }
        target.put(buffer, 0, count);
      }
    }
  }

  @Override
  public List<Extent> extents(ByteRange range) throws IOException {
    var extents = new ArrayList<Extent>();
    long position = range.offset();
    try (InputStream answer =
        server.open(Endpoints.DISK_EXTENTS, range(range.offset(), range.length()))) {
      byte[] bytes = answer.readAllBytes();
      var runs = ByteBuffer.wrap(bytes);
      while (runs.hasRemaining()) {
        var data = new ByteRange(runs.getLong(), runs.getLong());
        addZero(extents, position, data.offset());
        extents.add(new Extent.Data(data));
        position = data.end();
      }
    }
    addZero(extents, position, range.end());
    return extents;
  }

  @Override
  public void close() {
    // The connection belongs to whoever opened it.
  }

  private Target range(long offset, long length) {
    return Target.of(versionId).query("offset", offset, "length", length);
  }

  private static void addZero(List<Extent> extents, long start, long end) {
    if (end > start) {
      extents.add(new Extent.Zero(ByteRange.between(start, end)));
    }
  }
}
