package io.tain.server.wiring;

import io.tain.api.Endpoints;
import io.tain.app.OpenDisks;
import io.tain.base.Actor;
import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.VersionId;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import io.tain.server.http.Call;
import io.tain.server.http.Routes;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// The routes that give the bytes a guest sees.
record DiskRoutes(OpenDisks disks) {
  private static final int PIECE_BYTES = 1 << 20;

  void add(Routes routes) {
    routes.addStream(Endpoints.DISK_EXTENTS, this::extents);
    routes.addStream(Endpoints.DISK_BYTES, this::bytes);
  }

  private void extents(Call call) throws IOException {
    disks.use(
        Actor.OWNER,
        VersionId.parse(call.path("id")),
        disk -> {
          var extents = disk.extents(range(call, disk));
          try (var out = new DataOutputStream(call.answer())) {
            for (Extent extent : extents) {
              if (extent instanceof Extent.Data(var range)) {
                out.writeLong(range.offset());
                out.writeLong(range.length());
              }
            }
          }
          return range(call, disk);
        });
  }

  private void bytes(Call call) throws IOException {
    disks.use(
        Actor.OWNER,
        VersionId.parse(call.path("id")),
        disk -> {
          ByteRange range = range(call, disk);
          byte[] piece = read(disk, range.offset(), range.end());
          try (OutputStream out = call.answer()) {
            for (long at = range.offset(); at < range.end(); ) {
              out.write(piece);
              at += piece.length;
              piece = read(disk, at, range.end());
            }
          }
          return range(call, disk);
        });
  }

  /// The next piece; read before anything is sent, damage is still answered as a problem.
  private static byte[] read(VirtualDisk disk, long offset, long end) throws IOException {
    byte[] piece = new byte[(int) Math.min(PIECE_BYTES, end - offset)];
    disk.read(offset, ByteBuffer.wrap(piece));
    return piece;
  }

  private static ByteRange range(Call call, VirtualDisk disk) {
    long offset = call.queryBytes("offset");
    long length = call.queryBytes("length");
    if (offset > disk.sizeBytes() || length > disk.sizeBytes() - offset) {
      throw TainException.of(
          ErrorCode.REQUEST_MALFORMED,
          "expected",
          "a range within " + disk.sizeBytes() + " bytes",
          "found",
          offset + "+" + length);
    }
    return new ByteRange(offset, length);
  }
}
