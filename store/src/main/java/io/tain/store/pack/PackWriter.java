package io.tain.store.pack;

import io.tain.blob.BlobStore;
import io.tain.crypto.Domain;
import io.tain.store.PackName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// Writes one pack: header, frames as they come, footer and trailer.
///
/// For one thread. Closing it before `finish` leaves nothing. After a write that failed it takes no
/// more: what the pack holds is not known any more.
public final class PackWriter implements AutoCloseable {
  private static final int DELTA_HEADER_BYTES = 8;

  private final PackName name;
  private final BlobStore.Draft draft;
  private final MessageDigest sha256 = sha256();
  private final List<Written> frames = new ArrayList<>();
  private long sizeBytes;
  private long footerBytes = PackFormat.FOOTER_HEADER_BYTES;
  private long deltaBytes = DELTA_HEADER_BYTES;
  private boolean hasDeltas;
  private int entries;

  /// False from the start of a write until it has succeeded.
  private boolean isWhole = true;

  private PackWriter(PackName name, BlobStore.Draft draft) {
    this.name = name;
    this.draft = draft;
  }

  /// Starts a pack under its key.
  public static PackWriter begin(BlobStore blobs, PackName name, Domain domain) throws IOException {
    var writer = new PackWriter(name, blobs.begin(PackKeys.of(name)));
    writer.append(new PackHeader(name, domain).encode());
    return writer;
  }

  public PackName name() {
    return name;
  }

  /// What the pack would take at most if it were finished now, in bytes.
  public long sizeBytes() {
    return sizeBytes + footerBytes + (hasDeltas ? deltaBytes : 0) + PackFormat.TRAILER_BYTES;
  }

  /// True when the frame fits into this pack.
  public boolean hasRoomFor(EncodedFrame frame) {
    return frames.size() < PackFormat.MAX_FRAMES
        && entries + frame.entries().size() <= PackFormat.MAX_ENTRIES
        && sizeBytes() + frame.sizeBytes() <= PackFormat.MAX_PACK_BYTES;
  }

  /// Appends a frame and returns its ordinal.
  public int add(EncodedFrame frame) throws IOException {
    if (!hasRoomFor(frame)) {
      throw new IllegalStateException("pack " + name + " is full");
    }
    int ordinal = frames.size();
    hasDeltas |= frame.codec() == FrameCodec.DELTA;
    frames.add(new Written(frame, Math.toIntExact(sizeBytes)));
    entries += frame.entries().size();
    footerBytes +=
        PackFormat.FOOTER_FRAME_BYTES + PackFormat.FOOTER_ENTRY_BYTES * frame.entries().size();
    deltaBytes += DeltaColumns.maxAddedBytes(frame.bases().size());
    append(FrameHeader.of(frame, ordinal).encode());
    append(frame.stored().duplicate());
    frames.set(ordinal, frames.get(ordinal).withoutBytes());
    return ordinal;
  }

  /// Makes the pack durable under its name.
  public PackFooter finish() throws IOException {
    FooterColumns columns = columns();
    ByteBuffer footer = columns.encode();
    long footerOffset = sizeBytes;
    int footerLength = footer.remaining();
    int footerCrc = PackFormat.crc(footer);
    append(footer);
    var trailer = new PackTrailer(footerOffset, footerLength, footerCrc, sha256.digest());
    write(trailer.encode());
    sizeBytes += PackFormat.TRAILER_BYTES;
    draft.commit();
    return new PackFooter(name, sizeBytes, columns);
  }

  @Override
  public void close() throws IOException {
    draft.close();
  }

  private void append(ByteBuffer bytes) throws IOException {
    sizeBytes += bytes.remaining();
    sha256.update(bytes.duplicate());
    write(bytes);
  }

  private void write(ByteBuffer bytes) throws IOException {
    if (!isWhole) {
      throw new IOException("pack " + name + " is not whole: a write to it has failed");
    }
    isWhole = false;
    draft.write(bytes);
    isWhole = true;
  }

  private FooterColumns columns() {
    int count = frames.size();
    var columns =
        new FooterColumns(
            new FrameKind[count],
            new FrameCodec[count],
            new int[count],
            new int[count],
            new int[count],
            new int[count],
            new byte[entries],
            new byte[entries * io.tain.store.ChunkId.SIZE_BYTES],
            deltas());
    int entry = 0;
    for (int i = 0; i < count; i++) {
      entry = fill(columns, i, entry);
    }
    return columns;
  }

  private DeltaColumns deltas() {
    return hasDeltas
        ? DeltaColumns.of(frames.stream().map(written -> written.frame.hints()).toList())
        : DeltaColumns.none(frames.size());
  }

  private int fill(FooterColumns columns, int frame, int firstEntry) {
    Written written = frames.get(frame);
    columns.kinds()[frame] = written.frame.kind();
    columns.codecs()[frame] = written.frame.codec();
    columns.offsets()[frame] = written.offset;
    columns.stored()[frame] = written.storedBytes;
    columns.plain()[frame] = written.frame.plainBytes();
    columns.entriesOfFrame()[frame] = written.frame.entries().size();
    int entry = firstEntry;
    boolean chunks = written.frame.kind() == FrameKind.CHUNKS;
    for (ChunkEntry added : written.frame.entries()) {
      int blocks = chunks ? added.lengthBytes() / FooterColumns.BLOCK_BYTES : 0;
      columns.blocks()[entry] = (byte) blocks;
      byte[] id = added.id().bytes();
      System.arraycopy(id, 0, columns.ids(), entry * id.length, id.length);
      entry++;
    }
    return entry;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A frame that was written; its stored bytes are let go of.
  private record Written(EncodedFrame frame, int offset, int storedBytes) {
    Written(EncodedFrame frame, int offset) {
      this(frame, offset, frame.stored().remaining());
    }

    Written withoutBytes() {
      return new Written(frame.withoutBytes(), offset, storedBytes);
    }
  }
}
