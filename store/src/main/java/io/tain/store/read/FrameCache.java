package io.tain.store.read;

import io.tain.store.PackName;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.LongConsumer;

/// The plain bytes of frames, the least recently used let go of; each is fetched by one reader.
///
/// Safe for concurrent use. A failed fetch is not remembered.
final class FrameCache {
  private final PackReader reader;
  private final ExecutorService decoders;
  private final long maxBytes;

  /// In the order of last use; guarded by itself, as are the two below.
  private final LinkedHashMap<FrameKey, byte[]> frames = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<FrameKey, CompletableFuture<byte[]>> flights = new HashMap<>();
  private long heldBytes;

  FrameCache(PackReader reader, ExecutorService decoders, long maxBytes) {
    this.reader = reader;
    this.decoders = decoders;
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
    var flight = new CompletableFuture<byte[]>();
    synchronized (frames) {
      if (frames.containsKey(key) || flights.putIfAbsent(key, flight) != null) {
        return;
      }
    }
    decoders.execute(() -> fly(key, flight, footer, fetched));
  }

  private void fly(
      FrameKey key, CompletableFuture<byte[]> flight, PackFooter footer, LongConsumer fetched) {
    try {
      ByteBuffer stored = reader.stored(footer, key.frame(), fetched);
      byte[] plain = decode(footer, key.frame(), stored);
      keep(key, plain);
      flight.complete(plain);
    } catch (IOException | RuntimeException | Error e) {
      synchronized (frames) {
        flights.remove(key);
      }
      flight.completeExceptionally(e);
    }
  }

  /// Native code would pin the carrier of a virtual thread, so it runs on a thread of its own.
  private byte[] decode(PackFooter footer, int frame, ByteBuffer stored) {
    return Thread.currentThread().isVirtual()
        ? CompletableFuture.supplyAsync(() -> reader.plain(footer, frame, stored), decoders).join()
        : reader.plain(footer, frame, stored);
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

  private record FrameKey(PackName pack, int frame) {}
}
