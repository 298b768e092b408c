package io.tain.store.read;

import io.tain.blob.BlobStore;
import io.tain.store.ManifestPlace;
import io.tain.store.StoredDisk;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackFooters;
import io.tain.store.pack.PackReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Opens disks for reading, from blobs alone: what the disk host needs of the store.
///
/// Safe for concurrent use. The disks share one frame cache.
public final class StoredDisks implements AutoCloseable {
  private static final int DECODER_THREADS = 2;

  private final PackFooters footers;
  private final PackSearch search;
  private final ExecutorService decoders;
  private final FrameCache frames;

  private StoredDisks(BlobStore blobs, Memory memory) {
    this.footers = new PackFooters(new PackReader(blobs), memory.footerBytes());
    this.search = new PackSearch(blobs, footers);
    this.decoders =
        Executors.newFixedThreadPool(
            DECODER_THREADS, Thread.ofPlatform().daemon().name("tain-frames-", 0).factory());
    this.frames = new FrameCache(footers.reader(), decoders, memory.frameBytes());
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
    var manifest = new ManifestReader(place, footers, search, fetched::addAndGet);
    return new PackDisk(manifest, frames, fetched);
  }

  /// Opens a manifest alone.
  ///
  /// @throws io.tain.base.TainException as `open`
  public ManifestReader manifest(ManifestPlace place) throws IOException {
    return new ManifestReader(place, footers, search, _ -> {});
  }

  /// Fills `target` with bytes of one chunk.
  ///
  /// @param entry the chunk's ordinal in the footer
  public void readChunk(PackFooter footer, int entry, int offset, ByteBuffer target)
      throws IOException {
    byte[] plain = frames.get(footer, footer.frameOf(entry), _ -> {});
    target.put(plain, footer.offsetInFrame(entry) + offset, target.remaining());
  }

  /// The footers that the disks are read by.
  public PackFooters footers() {
    return footers;
  }

  @Override
  public void close() {
    decoders.close();
    footers.reader().close();
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
