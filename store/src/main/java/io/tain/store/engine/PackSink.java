package io.tain.store.engine;

import io.tain.crypto.Domain;
import io.tain.store.ChunkId;
import io.tain.store.PackName;
import io.tain.store.SessionId;
import io.tain.store.index.ChunkPlace;
import io.tain.store.index.ScratchPlaces;
import io.tain.store.pack.ChunkEntry;
import io.tain.store.pack.EncodedFrame;
import io.tain.store.pack.FrameCodec;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/*
 * New chunks flow through three stages: collected into frames by the caller, compressed by the
 * pool, written in order by the caller again. What is between the stages is bounded, so memory
 * does not depend on the size of the disk. A full pack is made durable by the pool while the next
 * one is filled; at most one waits for that.
 */
/// Where an import's new chunks go: frames, then packs.
///
/// For one thread.
final class PackSink implements AutoCloseable {
  private static final long TARGET_PACK_BYTES = 32L << 20;
  private static final int MAX_PENDING_FRAMES = 8;

  private final Outlet outlet;
  private final ScratchPlaces places;
  private final FrameBuilder builder = new FrameBuilder();
  private final ChunkFrames frames;
  private final ArrayDeque<Future<ChunkFrames.Encoded>> pending = new ArrayDeque<>();
  private final Set<ChunkId> unwritten = new HashSet<>();
  private @Nullable PackWriter writer;
  private int entriesInPack;
  private @Nullable Future<PackFooter> finishing;

  /// @param frames compresses
  /// @param places is told where each chunk went
  PackSink(Outlet outlet, ChunkFrames frames, ScratchPlaces places) {
    this.outlet = outlet;
    this.frames = frames;
    this.places = places;
  }

  /// True when this chunk was added, and has no place yet.
  boolean holdsUnwritten(ChunkId id) {
    return unwritten.contains(id);
  }

  /// Adds a chunk that the store does not have.
  void add(ChunkId id, ByteBuffer bytes) throws IOException {
    if (!builder.hasRoomFor(bytes.remaining())) {
      encode();
    }
    builder.add(id, bytes);
    unwritten.add(id);
  }

  /// Makes everything durable that was added.
  void flush() throws IOException {
    if (!builder.isEmpty()) {
      encode();
    }
    while (!pending.isEmpty()) {
      writeOldest();
    }
    finishPack();
    awaitFinished();
  }

  @Override
  public void close() throws IOException {
    pending.forEach(frame -> frame.cancel(false));
    pending.clear();
    if (writer != null) {
      writer.close();
    }
  }

  private void encode() throws IOException {
    FrameBuilder.Filled filled = builder.take();
    pending.add(outlet.parts().workers().compute(() -> encoded(filled)));
    while (pending.size() > MAX_PENDING_FRAMES) {
      writeOldest();
    }
  }

  private ChunkFrames.Encoded encoded(FrameBuilder.Filled filled) throws IOException {
    ChunkFrames.Encoded frame = frames.encode(filled);
    builder.recycle(filled);
    return frame;
  }

  private void writeOldest() throws IOException {
    ChunkFrames.Encoded encoded = Waiting.on(pending.remove());
    EncodedFrame frame = encoded.frame();
    if (writer != null && writer.sizeBytes() + frame.sizeBytes() > TARGET_PACK_BYTES) {
      finishPack();
    }
    PackWriter current = writer == null ? beginPack() : writer;
    frames.written(current.name(), outlet.add(current, frame), encoded);
    for (ChunkEntry entry : frame.entries()) {
      places.put(
          entry.id().first(), entry.id().second(), new ChunkPlace(current.name(), entriesInPack));
      entriesInPack++;
      unwritten.remove(entry.id());
    }
  }

  private PackWriter beginPack() throws IOException {
    PackWriter begun = outlet.beginPack();
    writer = begun;
    entriesInPack = 0;
    return begun;
  }

  private void finishPack() throws IOException {
    PackWriter full = writer;
    if (full != null) {
      awaitFinished();
      finishing = outlet.parts().workers().await(full::finish);
      writer = null;
    }
  }

  private void awaitFinished() throws IOException {
    if (finishing != null) {
      PackFooter footer = Waiting.on(finishing);
      finishing = null;
      outlet.finished(footer);
    }
  }

  /// What an import writes its packs with.
  ///
  /// @param written the packs that were made durable; changed
  record Outlet(StoreParts parts, SessionId session, Domain domain, List<PackName> written) {
    PackWriter beginPack() throws IOException {
      PackName name = PackName.random(parts.random());
      parts.packs().writing(session, domain, name);
      return PackWriter.begin(parts.blobs(), name, domain);
    }

    /// Adds a frame to a pack; what a store must say of such frames stands there before.
    int add(PackWriter writer, EncodedFrame frame) throws IOException {
      if (frame.codec() == FrameCodec.DELTA) {
        parts.format().allowDeltaFrames();
      }
      return writer.add(frame);
    }

    void finished(PackFooter footer) {
      written.add(footer.pack());
      parts.footers().put(footer);
    }
  }
}
