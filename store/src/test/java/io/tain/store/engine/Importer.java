package io.tain.store.engine;

import io.tain.base.ByteRange;
import io.tain.base.ImageName;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import io.tain.base.VersionLabel;
import io.tain.crypto.Domain;
import io.tain.db.Database;
import io.tain.disk.DiskLayout;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import io.tain.store.ChunkHash;
import io.tain.store.ChunkStore;
import io.tain.store.Cut;
import io.tain.store.ManifestPlace;
import io.tain.store.PreparedVersion;
import io.tain.store.Sealed;
import io.tain.store.SentCut;
import io.tain.store.SessionId;
import io.tain.store.SessionRequest;
import io.tain.store.VersionFacts;
import io.tain.store.cut.CutSource;
import io.tain.store.cut.Cutter;
import io.tain.store.identity.BlockHash;
import io.tain.store.identity.FsVerity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An import as a client makes it: cuts, asks what is missing, sends that, ends it.
///
/// @param batch cuts sent together
public record Importer(ChunkStore store, Database database, int batch) {
  public static final Domain DOMAIN = Domain.of(TenantId.DEFAULT);
  private static final int BATCH = 256;

  public Importer(ChunkStore store, Database database) {
    this(store, database, BATCH);
  }

  /// Stores a disk and makes it visible.
  public Sealed store(VirtualDisk disk, String label, ManifestPlace... bases) throws IOException {
    return store(new CutSource(disk, DiskLayout.DISK_ORDER, List.of()), label, bases);
  }

  /// Stores a disk with hints and makes it visible.
  public Sealed store(CutSource source, String label, ManifestPlace... bases) throws IOException {
    SessionId session = begin(source.disk(), label, bases);
    send(session, source);
    return seal(store.prepare(session, facts(label)));
  }

  /// Imports a disk as the store's own process does: its cuts are not hashed again.
  public Sealed storeOwn(CutSource source, String label, ManifestPlace... bases)
      throws IOException {
    SessionId session = begin(source.disk(), label, bases);
    acceptOwn(session, source);
    return seal(store.prepare(session, facts(label)));
  }

  /// Cuts a disk and hands over every cut.
  void acceptOwn(SessionId session, CutSource source) throws IOException {
    new Cutter(2)
        .cut(
            source, (cut, bytes) -> store.acceptOwn(session, new SentCut(cut, Optional.of(bytes))));
  }

  /// Starts an import.
  public SessionId begin(VirtualDisk disk, String label, ManifestPlace... bases)
      throws IOException {
    return store.begin(
        new SessionRequest(
            DOMAIN, "test/" + label, disk.sizeBytes(), Arrays.asList(bases), List.of(), List.of()));
  }

  /// Sends every cut, with bytes only where the store lacks them; returns how many had bytes.
  public int send(SessionId session, CutSource source) throws IOException {
    var pending = new Batch(session);
    new Cutter(1)
        .cut(
            source,
            (cut, bytes) -> {
              pending.add(cut, bytes);
              if (pending.cuts.size() == batch) {
                pending.send();
              }
            });
    pending.send();
    return pending.sentWithBytes;
  }

  /// Commits a prepared version.
  public Sealed seal(PreparedVersion prepared) {
    return database.transact(tx -> store.seal(tx, prepared));
  }

  /// What is written down of a test's version.
  public static VersionFacts facts(String label) {
    return new VersionFacts(
        new VersionId(UUID.randomUUID()),
        TenantId.DEFAULT,
        new ImageName("test"),
        new VersionLabel(label),
        List.of(),
        Instant.parse("2026-11-21T00:00:00Z"));
  }

  /// The fs-verity digest of a disk, from its bytes alone.
  public static io.tain.base.Digest digestOf(VirtualDisk disk) throws IOException {
    var tree = new FsVerity();
    var digest = BlockHash.newDigest();
    byte[] block = new byte[BlockHash.BLOCK_BYTES];
    byte[] hash = new byte[BlockHash.SIZE_BYTES];
    for (long at = 0; at < disk.sizeBytes(); at += block.length) {
      Arrays.fill(block, (byte) 0);
      int length = (int) Math.min(block.length, disk.sizeBytes() - at);
      disk.read(at, ByteBuffer.wrap(block, 0, length));
      BlockHash.hash(digest, block, 0, hash, 0);
      tree.add(ByteBuffer.wrap(hash));
    }
    return tree.finish(disk.sizeBytes());
  }

  /// The bytes of a disk that are not holes.
  public static long dataBytes(VirtualDisk disk) throws IOException {
    return disk.extents(new ByteRange(0, disk.sizeBytes())).stream()
        .mapToLong(extent -> extent instanceof Extent.Data(var range) ? range.length() : 0)
        .sum();
  }

  private final class Batch {
    private final SessionId session;
    private final List<Cut> cuts = new ArrayList<>();
    private final List<ByteBuffer> contents = new ArrayList<>();
    private int sentWithBytes;

    Batch(SessionId session) {
      this.session = session;
    }

    void add(Cut cut, ByteBuffer bytes) {
      cuts.add(cut);
      contents.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
    }

    void send() throws IOException {
      List<ChunkHash> hashes = cuts.stream().map(Cut::hash).toList();
      BitSet have = store.have(session, hashes);
      var sent = new ArrayList<SentCut>();
      for (int i = 0; i < cuts.size(); i++) {
        sentWithBytes += have.get(i) ? 0 : 1;
        sent.add(
            new SentCut(
                cuts.get(i), have.get(i) ? Optional.empty() : Optional.of(contents.get(i))));
      }
      store.accept(session, sent);
      cuts.clear();
      contents.clear();
    }
  }
}
