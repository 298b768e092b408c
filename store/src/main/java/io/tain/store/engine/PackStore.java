package io.tain.store.engine;

import io.tain.base.DurableFiles;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.BlobStore;
import io.tain.crypto.Domain;
import io.tain.crypto.DomainKey;
import io.tain.crypto.DomainKeys;
import io.tain.db.Database;
import io.tain.db.Schema;
import io.tain.db.Transaction;
import io.tain.store.ChunkHash;
import io.tain.store.ChunkStore;
import io.tain.store.ManifestPlace;
import io.tain.store.PackName;
import io.tain.store.PreparedVersion;
import io.tain.store.Scrub;
import io.tain.store.Sealed;
import io.tain.store.SentCut;
import io.tain.store.SessionId;
import io.tain.store.SessionRequest;
import io.tain.store.StoreStatistics;
import io.tain.store.StoredDisk;
import io.tain.store.VersionFacts;
import io.tain.store.index.ChunkIndex;
import io.tain.store.index.ScratchPlaces;
import io.tain.store.pack.FrameEncoder;
import io.tain.store.read.StoredDisks;
import io.tain.store.scrub.Scrubber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// The store of a home: packs in a blob store, sessions and pack states in the database.
public final class PackStore implements ChunkStore {
  /// The tables of the store.
  public static final Schema SCHEMA = new Schema("store", 1, PackStore.class);

  static final String SESSIONS = "sessions";
  private static final String INDEX = "index";
  private static final String BASES = "bases";

  private final StoreParts parts;
  private final DomainKeys keys;
  private final Scrub scrub;
  private final Map<SessionId, Session> sessions = new ConcurrentHashMap<>();

  /// Up to where the index knows the packs that became LIVE; guarded by the index's own lock.
  private long liveSequence;

  private PackStore(StoreParts parts, DomainKeys keys, Scrub scrub) {
    this.parts = parts;
    this.keys = keys;
    this.scrub = scrub;
  }

  /// Opens the store in `directory`, which is made when it is missing.
  ///
  /// @throws TainException `store.format-newer` if a newer Tain has written it
  public static PackStore open(Path directory, Surroundings surroundings) throws IOException {
    DurableFiles files = surroundings.files();
    files.createDirectories(directory);
    FormatFile format = FormatFile.open(directory, files);
    deleteTree(directory.resolve(SESSIONS));
    deleteDrafts(directory);
    var disks = StoredDisks.over(surroundings.blobs(), surroundings.memory());
    var index =
        ChunkIndex.open(directory.resolve(INDEX), files, disks.footers(), surroundings.random());
    var parts =
        new StoreParts(
            directory,
            format,
            surroundings.blobs(),
            new SqlPacks(surroundings.database(), surroundings.clock()),
            index,
            disks,
            new LikenessIndexes(surroundings.cache().resolve(BASES)),
            new FrameEncoder(),
            new Workers(surroundings.computingThreads()),
            surroundings.random(),
            surroundings.clock());
    var store = new PackStore(parts, surroundings.keys(), scrub(directory, surroundings));
    store.start();
    return store;
  }

  @Override
  public SessionId begin(SessionRequest request) throws IOException {
    refreshIndex();
    endIdleSessions();
    Domain domain = request.domain();
    DomainKey key = keyOf(domain);
    Optional<SessionId> former = parts.packs().sessionFor(domain, request.purpose());
    if (former.isPresent()) {
      Session running = sessions.remove(former.get());
      if (running != null) {
        running.endForSuccessor();
      }
    }
    var id = new SessionId(new UUID(parts.random().nextLong(), parts.random().nextLong()));
    parts.packs().begin(id, domain, request.purpose());
    sessions.put(id, Session.begin(id, request, key, parts));
    return id;
  }

  @Override
  public BitSet have(SessionId session, List<ChunkHash> hashes) throws IOException {
    requireBatch(hashes.size());
    return find(session).have(hashes);
  }

  @Override
  public void accept(SessionId session, List<SentCut> cuts) throws IOException {
    requireBatch(cuts.size());
    find(session).accept(cuts);
  }

  @Override
  public void acceptOwn(SessionId session, SentCut cut) throws IOException {
    find(session).acceptOwn(cut);
  }

  @Override
  public void flush(SessionId session) throws IOException {
    find(session).flush();
  }

  @Override
  public PreparedVersion prepare(SessionId session, VersionFacts facts) throws IOException {
    PreparedVersion prepared = find(session).prepare(facts);
    sessions.remove(session);
    return prepared;
  }

  @Override
  public Sealed seal(Transaction transaction, PreparedVersion prepared) {
    return SqlSeal.run(transaction, prepared);
  }

  @Override
  public void suspend(SessionId session) throws IOException {
    Session running = sessions.remove(session);
    if (running != null) {
      running.endForSuccessor();
    }
  }

  @Override
  public void abandon(SessionId session) throws IOException {
    Session running = sessions.remove(session);
    if (running != null) {
      running.close();
    }
    parts.packs().abandon(session);
  }

  @Override
  public StoredDisk open(ManifestPlace place) throws IOException {
    return parts.disks().open(place);
  }

  @Override
  public StoreStatistics stats() throws IOException {
    SqlPacks.Totals totals = parts.packs().totals();
    return new StoreStatistics(
        totals.packs(), totals.chunks(), totals.chunkBytes(), DirectorySize.of(parts.directory()));
  }

  @Override
  public Scrub scrub() {
    return scrub;
  }

  @Override
  public void close() throws IOException {
    for (Session session : sessions.values()) {
      session.close();
    }
    parts.workers().close();
    parts.disks().close();
    parts.encoder().close();
    parts.index().close();
  }

  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /// Removes what a process that ended left half written; a home has one server.
  private static void deleteDrafts(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(PackStore::isDraft).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isDraft(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(LocalDurableFiles.TEMPORARY_SUFFIX) || name.endsWith(ScratchPlaces.SUFFIX);
  }

  private static Scrub scrub(Path directory, Surroundings surroundings) {
    return new Scrubber(
        new Scrubber.Parts(
            directory,
            surroundings.cache(),
            surroundings.blobs(),
            surroundings.files(),
            surroundings.database(),
            surroundings.keys(),
            surroundings.computingThreads()));
  }

  private void start() throws IOException {
    refreshIndex();
    var wanted = new HashSet<PackName>(parts.packs().liveAfter(0).packs());
    wanted.addAll(parts.packs().writingPacks());
    parts.index().forgetStrangers(wanted);
  }

  /// Lets go of what an import holds whose client is gone; it can still be taken up again.
  private void endIdleSessions() throws IOException {
    for (Session session : List.copyOf(sessions.values())) {
      if (session.idleFor().compareTo(SqlPacks.LEASE) > 0) {
        sessions.remove(session.id());
        session.endForSuccessor();
      }
    }
  }

  private void refreshIndex() throws IOException {
    synchronized (parts.index()) {
      SqlPacks.LivePacks live = parts.packs().liveAfter(liveSequence);
      if (!live.packs().isEmpty()) {
        parts.index().live(live.packs());
        liveSequence = live.sequence();
      }
    }
  }

  private DomainKey keyOf(Domain domain) throws IOException {
    if (!parts.packs().holdsChunksOf(domain)) {
      return keys.findOrCreate(domain);
    }
    return keys.find(domain)
        .orElseThrow(() -> TainException.of(ErrorCode.STORE_MISSING, "object", "key " + domain));
  }

  private Session find(SessionId id) {
    Session session = sessions.get(id);
    if (session == null) {
      throw TainException.of(ErrorCode.IMPORT_SESSION_LOST, "session", id);
    }
    return session;
  }

  private static void requireBatch(int size) {
    if (size > MAX_BATCH) {
      throw TainException.of(ErrorCode.REQUEST_TOO_LARGE, "limit", MAX_BATCH, "found", size);
    }
  }

  /// What the store stands on; all of it stays the caller's.
  ///
  /// @param database with the tables of [#SCHEMA]
  /// @param random unguessable, and safe for concurrent use
  /// @param cache a directory that may be deleted at any time; need not exist
  /// @param computingThreads for hashing and compressing, `>= 1`
  public record Surroundings(
      BlobStore blobs,
      DurableFiles files,
      Database database,
      DomainKeys keys,
      InstantSource clock,
      RandomGenerator random,
      StoredDisks.Memory memory,
      Path cache,
      int computingThreads) {}
}
