package io.tain.store.pack;

import io.tain.blob.BlobKey;
import io.tain.blob.BlobStore;
import io.tain.crypto.Domain;
import io.tain.store.DamagedException;
import io.tain.store.PackName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongConsumer;

/// Reads packs from a blob store, and believes nothing that it did not check.
///
/// Safe for concurrent use. A pack that is not there is `store.missing`, everything else that is
/// wrong is `store.damaged`.
public final class PackReader implements AutoCloseable {
  /// Read from the end of a pack at first: trailer and, for a pack of the usual size, the footer.
  private static final int TAIL_BYTES = 144 * 1024;

  private final BlobStore blobs;
  private final FrameDecoder decoder = new FrameDecoder();

  public PackReader(BlobStore blobs) {
    this.blobs = blobs;
  }

  /// The domain whose chunks a pack holds, as its header says.
  public Domain domain(PackName pack) throws IOException {
    BlobKey key = PackKeys.of(pack);
    long length = Math.min(blobs.size(key), PackFormat.MAX_HEADER_BYTES);
    return PackHeader.decode(pack, read(key, 0, length, _ -> {})).domain();
  }

  /// The footer of a pack.
  ///
  /// @param fetched is told how many bytes were read from the blob store
  public PackFooter footer(PackName pack, LongConsumer fetched) throws IOException {
    BlobKey key = PackKeys.of(pack);
    long size = blobs.size(key);
    if (size < PackFormat.MIN_HEADER_BYTES + PackFormat.TRAILER_BYTES
        || size > PackFormat.MAX_PACK_BYTES + PackFormat.TRAILER_BYTES) {
      throw new DamagedException("pack " + pack, 0, "the size of a pack", size);
    }
    ByteBuffer tail = read(key, Math.max(0, size - TAIL_BYTES), size, fetched);
    PackTrailer trailer =
        PackTrailer.decode(pack, size, tail.slice(tail.limit() - PackFormat.TRAILER_BYTES, 64));
    long tailStart = size - tail.limit();
    ByteBuffer footer =
        trailer.footerOffset() >= tailStart
            ? tail.slice((int) (trailer.footerOffset() - tailStart), trailer.footerBytes())
            : read(key, trailer.footerOffset(), size - PackFormat.TRAILER_BYTES, fetched);
    return new PackFooter(pack, size, FooterColumns.decode(pack, trailer, footer));
  }

  /// The stored bytes of a frame, checked against footer and CRC.
  public StoredFrame stored(PackFooter footer, int frame, LongConsumer fetched) throws IOException {
    long offset = footer.frameOffset(frame);
    ByteBuffer bytes =
        read(PackKeys.of(footer.pack()), offset, offset + footer.frameBytes(frame), fetched);
    var check = new Checked(nameOf(footer, frame), offset);
    FrameHeader header = FrameHeader.check(check, footer, frame, bytes);
    int start = PackFormat.frameHeaderBytes(header.bases().size());
    ByteBuffer stored = bytes.slice(start, bytes.limit() - start);
    int crc = PackFormat.crc(stored);
    check.that(start, "CRC " + header.storedCrc(), crc, crc == header.storedCrc());
    return new StoredFrame(footer, frame, stored, header.bases());
  }

  /// The plain bytes of a frame; native, for platform threads.
  ///
  /// @param bases the plain bytes of its base frames, in their order
  public byte[] plain(StoredFrame frame, List<byte[]> bases) {
    return decoder.decode(frame, bases);
  }

  @Override
  public void close() {
    decoder.close();
  }

  private static String nameOf(PackFooter footer, int frame) {
    return "pack " + footer.pack() + " frame " + frame;
  }

  private ByteBuffer read(BlobKey key, long start, long end, LongConsumer fetched)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(end - start));
    blobs.get(key, start, bytes);
    fetched.accept(end - start);
    return bytes.flip();
  }
}
