package io.tain.store.read;

import io.tain.store.PackName;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackReader;
import io.tain.store.pack.StoredFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.LongConsumer;

/*
 * Who waits for whom. A flight has a thread that runs it from the moment at which others can find it:
 * a prefetch is entered when it begins, not when it is queued. The flight of a delta frame waits for
 * those of its bases. The flight of a base waits for no other flight, since a base is never a delta;
 * on a virtual thread it waits for a decoder. Decoders wait for nothing. So there is no circle,
 * whatever the number of threads.
 */
/// The plain bytes of frames, the least recently used let go of; each is fetched by one reader.
///
/// Base frames of delta frames are kept as others are. Safe for concurrent use. A failed fetch is
/// not
/// remembered.
final class FrameCache {
  private final Source source;
  private final long maxBytes;

  /// In the order of last use; guarded by itself, as are the two below.
  private final LinkedHashMap<FrameKey, byte[]> frames = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<FrameKey, CompletableFuture<byte[]>> flights = new HashMap<>();
  private long heldBytes;

  FrameCache(Source source, long maxBytes) {
    this.source = source;
    this.maxBytes = maxBytes;
  }

  /// The plain bytes of a frame, which nobody changes.
  byte[] get(PackFooter footer, int frame, LongConsumer fetched) throws IOException {
    var key = new FrameKey(footer.pack(), frame);
    CompletableFuture<byte[]> flight;
    boolean mine = false;
    synchronized (frames) {
      byte[] present = frames.get(key);
      if (present != null) {
        return present;
      }
      CompletableFuture<byte[]> begun = flights.get(key);
      if (begun == null) {
        begun = new CompletableFuture<>();
        flights.put(key, begun);
        mine = true;
      }
      flight = begun;
    }
    if (mine) {
      fly(key, flight, footer, fetched);
    }
    return landed(flight);
  }

  /// Fetches a frame in the background if nobody has; a failure is found by whoever needs it.
  void prefetch(PackFooter footer, int frame, LongConsumer fetched) {
    var key = new FrameKey(footer.pack(), frame);
    if (!isKnown(key)) {
      source.readers().execute(() -> begin(key, footer, fetched));
    }
  }

  private boolean isKnown(FrameKey key) {
    synchronized (frames) {
      return frames.containsKey(key) || flights.containsKey(key);
    }
  }

  private void begin(FrameKey key, PackFooter footer, LongConsumer fetched) {
    var flight = new CompletableFuture<byte[]>();
    synchronized (frames) {
      if (frames.containsKey(key) || flights.putIfAbsent(key, flight) != null) {
        return;
      }
    }
    fly(key, flight, footer, fetched);
  }

  private void fly(
      FrameKey key, CompletableFuture<byte[]> flight, PackFooter footer, LongConsumer fetched) {
    try {
      StoredFrame stored = source.reader().stored(footer, key.frame(), fetched);
      byte[] plain = decode(stored, bases(stored, fetched));
      keep(key, plain);
      flight.complete(plain);
    } catch (IOException | RuntimeException | Error e) {
      synchronized (frames) {
        flights.remove(key);
      }
      flight.completeExceptionally(e);
    }
  }

  private List<byte[]> bases(StoredFrame stored, LongConsumer fetched) throws IOException {
    var plains = new ArrayList<byte[]>();
    for (FramePlace base : source.bases().of(stored, fetched)) {
      plains.add(get(base.footer(), base.frame(), fetched));
    }
    return plains;
  }

  /// Native code would pin the carrier of a virtual thread, so it runs on a thread of its own.
  private byte[] decode(StoredFrame stored, List<byte[]> bases) {
    return Thread.currentThread().isVirtual()
        ? CompletableFuture.supplyAsync(
                () -> source.reader().plain(stored, bases), source.decoders())
            .join()
        : source.reader().plain(stored, bases);
  }

  private void keep(FrameKey key, byte[] plain) {
    synchronized (frames) {
      flights.remove(key);
      if (frames.put(key, plain) == null) {
        heldBytes += plain.length;
      }
      var eldest = frames.entrySet().iterator();
      while (heldBytes > maxBytes && frames.size() > 1) {
        heldBytes -= eldest.next().getValue().length;
        eldest.remove();
      }
    }
  }

  private static byte[] landed(CompletableFuture<byte[]> flight) throws IOException {
    try {
      return flight.join();
    } catch (CompletionException e) {
      throw cause(e);
    }
  }

  /// What went wrong, as its reader is to see it.
  private static IOException cause(CompletionException e) {
    Throwable cause = e.getCause();
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case IOException io -> io;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case null, default -> new IOException(e);
    };
  }

  /// What frames are read with.
  ///
  /// @param decoders run what is native, and never wait
  /// @param readers fetch ahead
  record Source(
      PackReader reader,
      DeltaBaseFinder bases,
      ExecutorService decoders,
      ExecutorService readers) {}

  private record FrameKey(PackName pack, int frame) {}
}
