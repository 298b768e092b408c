package io.tain.store.read;

import io.tain.blob.BlobStore;
import io.tain.store.ManifestPlace;
import io.tain.store.StoredDisk;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackFooters;
import io.tain.store.pack.PackReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Opens disks for reading, from blobs alone: what the disk host needs of the store.
///
/// Safe for concurrent use. The disks share one frame cache.
public final class StoredDisks implements AutoCloseable {
  private static final int DECODER_THREADS = 2;

  private final PackFooters footers;
  private final PackSearch search;
  private final DeltaBaseFinder bases;
  private final ObjectFrames objects;
  private final ExecutorService decoders;
  private final ExecutorService readers;
  private final FrameCache frames;

  private StoredDisks(BlobStore blobs, Memory memory) {
    this.footers = new PackFooters(new PackReader(blobs), memory.footerBytes());
    this.search = new PackSearch(blobs, footers);
    this.bases = new DeltaBaseFinder(footers, search);
    this.objects = new ObjectFrames(footers.reader(), bases);
    this.decoders = threads("tain-frames-");
    this.readers = threads("tain-ahead-");
    this.frames =
        new FrameCache(
            new FrameCache.Source(footers.reader(), bases, decoders, readers), memory.frameBytes());
  }

  /// Disks whose packs are in `blobs`, which stays the caller's.
  public static StoredDisks over(BlobStore blobs, Memory memory) {
    return new StoredDisks(blobs, memory);
  }

  /// Opens a disk; the caller closes it.
  ///
  /// @throws io.tain.base.TainException `store.missing` or `store.damaged` if the manifest cannot
  ///     be read
  public StoredDisk open(ManifestPlace place) throws IOException {
    var fetched = new AtomicLong();
    var manifest = new ManifestReader(place, search, objects, fetched::addAndGet);
    return new PackDisk(manifest, frames, fetched);
  }

  /// Opens a manifest alone.
  ///
  /// @throws io.tain.base.TainException as `open`
  public ManifestReader manifest(ManifestPlace place) throws IOException {
    return new ManifestReader(place, search, objects, _ -> {});
  }

  /// Fills `target` with bytes of one chunk.
  ///
  /// @param entry the chunk's ordinal in the footer
  public void readChunk(PackFooter footer, int entry, int offset, ByteBuffer target)
      throws IOException {
    byte[] plain = frames.get(footer, footer.frameOf(entry), _ -> {});
    target.put(plain, footer.offsetInFrame(entry) + offset, target.remaining());
  }

  /// The plain bytes of a frame of chunks, which nobody changes.
  public byte[] frame(PackFooter footer, int frame) throws IOException {
    return frame(footer, frame, _ -> {});
  }

  byte[] frame(PackFooter footer, int frame, LongConsumer fetched) throws IOException {
    return frames.get(footer, frame, fetched);
  }

  void prefetch(PackFooter footer, int frame) {
    frames.prefetch(footer, frame, _ -> {});
  }

  /// The plain bytes of a frame that holds one object of this kind.
  public byte[] object(PackFooter footer, int frame, FrameKind kind) throws IOException {
    return objects.read(footer, frame, kind, _ -> {});
  }

  /// Finds the base frames of delta frames.
  public DeltaBaseFinder bases() {
    return bases;
  }

  /// The footers that the disks are read by.
  public PackFooters footers() {
    return footers;
  }

  @Override
  public void close() {
    readers.close();
    decoders.close();
    footers.reader().close();
  }

  private static ExecutorService threads(String name) {
    return Executors.newFixedThreadPool(
        DECODER_THREADS, Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  /// How much memory the caches may take.
  ///
  /// @param frameBytes of frames that were read last
  /// @param footerBytes of footers of packs
  public record Memory(long frameBytes, long footerBytes) {
    /// 64 MiB of frames, 64 MiB of footers.
    public static final Memory DEFAULT = new Memory(64L << 20, 64L << 20);
  }
}
