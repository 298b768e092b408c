package io.tain.store.engine;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.crypto.DomainKey;
import io.tain.store.ChunkHash;
import io.tain.store.ChunkId;
import io.tain.store.ManifestPlace;
import io.tain.store.PackName;
import io.tain.store.PreparedVersion;
import io.tain.store.SentCut;
import io.tain.store.SessionId;
import io.tain.store.SessionRequest;
import io.tain.store.VersionFacts;
import io.tain.store.resemblance.LikenessIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// One import while it runs.
///
/// Its methods exclude each other. Whatever fails ends it, except that a request is refused: it is
/// begun again, and what was durable is adopted.
final class Session implements AutoCloseable {
  private static final int VERIFIED_TOGETHER = 64;

  private final SessionId id;
  private final SessionRequest request;
  private final DomainKey key;
  private final StoreParts parts;
  private final Path scratch;
  private final List<PackName> ownPacks = new ArrayList<>();
  private final KnownChunks known;
  private final Optional<LikenessIndex> index;
  private final MapSpool map;
  private final PackSink sink;
  private boolean ended;

  /// Set by whatever fails but a refusal: what was accepted so far is not known exactly any more.
  private boolean failed;

  private volatile Instant lastUse;

  private Session(SessionId id, SessionRequest request, DomainKey key, StoreParts parts)
      throws IOException {
    this.id = id;
    this.request = request;
    this.key = key;
    this.parts = parts;
    this.lastUse = parts.clock().instant();
    this.scratch =
        Files.createDirectories(
            parts.directory().resolve(PackStore.SESSIONS).resolve(id.toString()));
    this.known = new KnownChunks(parts, scratch);
    this.map = new MapSpool(scratch);
    this.index = parts.bases().take(request.domain());
    this.sink = new PackSink(outlet(), new ChunkFrames(parts, index), known.own());
  }

  /// Starts an import whose row is written.
  static Session begin(SessionId id, SessionRequest request, DomainKey key, StoreParts parts)
      throws IOException {
    var session = new Session(id, request, key, parts);
    try {
      session.known.adopt(request.domain(), parts.packs().packsOf(id), session.ownPacks);
      for (ManifestPlace base : request.bases()) {
        session.known.addBase(base);
      }
      session.cover();
      return session;
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  synchronized BitSet have(List<ChunkHash> hashes) throws IOException {
    requireOpen();
    var answer = new BitSet(hashes.size());
    for (int i = 0; i < hashes.size(); i++) {
      ChunkId chunk = ChunkId.of(key, hashes.get(i));
      answer.set(i, sink.holdsUnwritten(chunk) || known.mayTell(chunk));
    }
    return answer;
  }

  synchronized void accept(List<SentCut> cuts) throws IOException {
    doing(
        () -> {
          for (var verified : parts.workers().computeAll(verifications(cuts))) {
            for (VerifiedCut cut : Waiting.on(verified)) {
              take(cut);
            }
          }
          return cuts.size();
        });
  }

  synchronized void acceptOwn(SentCut cut) throws IOException {
    doing(
        () -> {
          take(VerifiedCut.ofOwn(cut, request.virtualSizeBytes(), key));
          return cut;
        });
  }

  synchronized void flush() throws IOException {
    doing(
        () -> {
          sink.flush();
          return sink;
        });
  }

  synchronized PreparedVersion prepare(VersionFacts facts) throws IOException {
    PreparedVersion prepared =
        doing(
            () -> {
              sink.flush();
              parts.packs().renew(id);
              return new Preparation(this, facts).run();
            });
    close();
    return prepared;
  }

  /// Makes durable what was accepted, so that a session that follows can adopt it.
  synchronized void endForSuccessor() throws IOException {
    if (!ended) {
      try {
        if (!failed) {
          sink.flush();
        }
      } finally {
        close();
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (!ended) {
      ended = true;
      index.ifPresent(_ -> parts.bases().giveBack());
      sink.close();
      known.close();
      PackStore.deleteTree(scratch);
    }
  }

  /// How long ago the client last asked for something.
  Duration idleFor() {
    return Duration.between(lastUse, parts.clock().instant());
  }

  SessionId id() {
    return id;
  }

  SessionRequest request() {
    return request;
  }

  DomainKey key() {
    return key;
  }

  StoreParts parts() {
    return parts;
  }

  KnownChunks known() {
    return known;
  }

  MapSpool map() {
    return map;
  }

  /// The index of frames that may be bases; empty when another domain has it.
  Optional<LikenessIndex> index() {
    return index;
  }

  /// The packs of this import that are durable.
  List<PackName> ownPacks() {
    return ownPacks;
  }

  PackSink.Outlet outlet() {
    return new PackSink.Outlet(parts, id, request.domain(), ownPacks);
  }

  private void cover() throws IOException {
    if (index.isPresent()) {
      new LikenessCoverage(parts, request.domain(), index.get())
          .run(request.bases(), request.relatives());
    }
  }

  private void take(VerifiedCut cut) throws IOException {
    ChunkId chunk = cut.id();
    if (!sink.holdsUnwritten(chunk)) {
      if (cut.sent().bytes().isEmpty()) {
        requireTold(cut);
      } else if (!known.holdsEqual(chunk)) {
        sink.add(chunk, cut.sent().bytes().get());
      }
    }
    map.add(cut.sent().cut(), chunk);
  }

  private void requireTold(VerifiedCut cut) throws IOException {
    if (!known.mayTell(cut.id())) {
      throw TainException.of(
          ErrorCode.REQUEST_MALFORMED,
          "expected",
          "the bytes of chunk " + cut.sent().cut().hash(),
          "found",
          "none");
    }
  }

  private List<Callable<List<VerifiedCut>>> verifications(List<SentCut> cuts) {
    var tasks = new ArrayList<Callable<List<VerifiedCut>>>();
    for (int from = 0; from < cuts.size(); from += VERIFIED_TOGETHER) {
      List<SentCut> part = cuts.subList(from, Math.min(cuts.size(), from + VERIFIED_TOGETHER));
      tasks.add(() -> part.stream().map(this::verify).toList());
    }
    return tasks;
  }

  private VerifiedCut verify(SentCut cut) {
    return VerifiedCut.verify(cut, request.virtualSizeBytes(), key);
  }

  private <T> T doing(Work<T> work) throws IOException {
    requireOpen();
    boolean isKnown = false;
    try {
      T result = work.run();
      isKnown = true;
      return result;
    } catch (TainException e) {
      isKnown = e.code() == ErrorCode.REQUEST_MALFORMED;
      throw e;
    } finally {
      failed |= !isKnown;
    }
  }

  private void requireOpen() {
    lastUse = parts.clock().instant();
    if (ended || failed) {
      throw TainException.of(ErrorCode.IMPORT_SESSION_LOST, "session", id);
    }
  }

  /// A step of the import.
  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }
}
