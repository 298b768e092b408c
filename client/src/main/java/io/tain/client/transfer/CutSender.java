package io.tain.client.transfer;

import io.tain.api.Endpoints;
import io.tain.api.ImportSessionView;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import io.tain.store.ChunkHash;
import io.tain.store.Cut;
import io.tain.store.SentCut;
import io.tain.store.wire.CutWriter;
import io.tain.store.wire.HashList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sends cuts in batches, one batch while the next is being cut.
///
/// Holds two batches of bytes at most. For one thread.
final class CutSender implements AutoCloseable {
  private static final int MAX_BATCH_CUTS = 4096;
  private static final int MAX_BATCH_BYTES = 8 << 20;

  private final ServerClient server;
  private final ImportSessionView session;
  private final boolean compress;
  private final ExecutorService line = Executors.newSingleThreadExecutor();
  private List<SentCut> batch = new ArrayList<>();
  private int batchBytes;
  private Optional<Future<?>> underWay = Optional.empty();

  CutSender(ServerClient server, ImportSessionView session, boolean compress) {
    this.server = server;
    this.session = session;
    this.compress = compress;
  }

  /// Takes a cut, and a copy of its bytes.
  void add(Cut cut, ByteBuffer bytes) throws IOException {
    byte[] copy = new byte[cut.lengthBytes()];
    bytes.duplicate().get(copy);
    batch.add(new SentCut(cut, Optional.of(ByteBuffer.wrap(copy))));
    batchBytes += copy.length;
    if (batch.size() == MAX_BATCH_CUTS || batchBytes >= MAX_BATCH_BYTES) {
      flush();
    }
  }

  /// Sends the rest; on return the server has everything.
  void finish() throws IOException {
    flush();
    await();
  }

  @Override
  public void close() {
    line.shutdownNow();
  }

  private void flush() throws IOException {
    await();
    if (!batch.isEmpty()) {
      List<SentCut> full = batch;
      underWay = Optional.of(line.submit(() -> send(full)));
      batch = new ArrayList<>();
      batchBytes = 0;
    }
  }

  private void await() throws IOException {
    if (underWay.isEmpty()) {
      return;
    }
    try {
      underWay.get().get();
      underWay = Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while sending").initCause(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private Object send(List<SentCut> cuts) throws IOException {
    BitSet present = session.askWhatIsMissing() ? have(cuts) : new BitSet();
    var body = new ByteArrayOutputStream(MAX_BATCH_BYTES + (MAX_BATCH_BYTES >> 3));
    var writer = new CutWriter(body, compress);
    for (int i = 0; i < cuts.size(); i++) {
      SentCut cut = cuts.get(i);
      writer.write(present.get(i) ? new SentCut(cut.cut(), Optional.empty()) : cut);
    }
    return server.send(Endpoints.CHUNKS, Target.of(session.session()), body.toByteArray());
  }

  private BitSet have(List<SentCut> cuts) throws IOException {
    List<ChunkHash> hashes = cuts.stream().map(sent -> sent.cut().hash()).toList();
    return BitSet.valueOf(
        server.exchange(Endpoints.HAVE, Target.of(session.session()), HashList.encode(hashes)));
  }
}
