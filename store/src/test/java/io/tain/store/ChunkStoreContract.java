package io.tain.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.crypto.Domain;
import io.tain.db.Database;
import io.tain.disk.DiskLayout;
import io.tain.disk.Extent;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.store.cut.CutSource;
import io.tain.store.engine.Importer;
import io.tain.store.engine.RelatedBytes;
import io.tain.store.identity.BlockHash;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every chunk store does, whatever blobs and database it stands on.
public abstract class ChunkStoreContract {
  private static final int BLOCK = BlockHash.BLOCK_BYTES;

  @TempDir private Path root;
  private Opened opened;
  private Importer importer;

  /// The store in `root`, with what was stored there before.
  protected abstract Opened open(Path root) throws IOException;

  /// A store, its database, and how both are closed.
  public record Opened(ChunkStore store, Database database, AutoCloseable home) {}

  @BeforeEach
  void openFirst() throws IOException {
    opened = open(root);
    importer = new Importer(opened.store(), opened.database());
  }

  @AfterEach
  void close() throws Exception {
    opened.home().close();
  }

  @Test
  void open_afterSeal_isTheDisk() throws IOException {
    VirtualDisk disk = randomDisk(Seeds.random(), 3_000_000);

    Sealed sealed = importer.store(disk, "one");

    assertSame(disk, sealed);
  }

  @Test
  void open_emptyDisk_isEmpty() throws IOException {
    Sealed sealed = importer.store(new SparseMemoryDisk(0), "empty");

    assertThat(sealed.virtualSizeBytes()).isZero();
    assertSame(new SparseMemoryDisk(0), sealed);
  }

  @Test
  void open_diskOfHolesOverTwoGiB_isOneZeroExtentAndCostsNoChunk() throws IOException {
    var disk = new SparseMemoryDisk((2L << 30) + 512);

    Sealed sealed = importer.store(disk, "holes");

    assertThat(sealed.dataBytes()).isZero();
    assertThat(sealed.storedBytes()).isZero();
    try (StoredDisk stored = opened.store().open(sealed.place())) {
      var all = new ByteRange(0, disk.sizeBytes());
      assertThat(stored.extents(all)).containsExactly(new Extent.Zero(all));
    }
  }

  @Test
  void open_chunksOnBothSidesOfAGiB_isTheDisk() throws IOException {
    var disk = new SparseMemoryDisk((1L << 30) + 3 * BLOCK);
    disk.write((1L << 30) - 2 * BLOCK, randomBytes(Seeds.random(), 5 * BLOCK));

    Sealed sealed = importer.store(disk, "edge");

    assertSame(disk, sealed);
  }

  @Test
  void store_sameDiskAgain_addsNoChunk() throws IOException {
    VirtualDisk disk = randomDisk(Seeds.random(), 2_000_000);
    Sealed first = importer.store(disk, "one");

    Sealed second = importer.store(disk, "two", first.place());

    assertThat(first.newBytes()).isPositive();
    assertThat(second.newBytes()).isZero();
    assertThat(second.contentDigest()).isEqualTo(first.contentDigest());
    assertThat(second.storedBytes()).isEqualTo(first.storedBytes());
    assertSame(disk, second);
  }

  @Test
  void store_changedDisk_addsOnlyTheChange() throws IOException {
    byte[] content = randomBytes(Seeds.random(), 2_000_000);
    Sealed first = importer.store(SparseMemoryDisk.of(content), "one");
    content[1_000_000] ^= 1;
    VirtualDisk changed = SparseMemoryDisk.of(content);

    Sealed second = importer.store(changed, "two", first.place());

    assertThat(second.newBytes()).isBetween(1L, 2L * 64 * 1024);
    assertSame(changed, second);
  }

  @Test
  void store_diskThatResemblesItsBase_addsLittleAndIsTheDisk() throws Exception {
    byte[] content = randomBytes(Seeds.random(), 2_000_000);
    Sealed first = importer.store(SparseMemoryDisk.of(content), "one");
    VirtualDisk edited = SparseMemoryDisk.of(RelatedBytes.edited(Seeds.random(), content));

    Sealed second = importer.store(edited, "two", first.place());

    assertThat(second.newBytes()).isGreaterThan(1_900_000);
    assertThat(second.addedBytes()).isLessThan(200_000);
    assertThat(second.storedBytes()).isGreaterThan(first.storedBytes());
    assertSame(edited, second);
    reopen();
    assertSame(edited, second);
  }

  @Test
  void store_equalChunksWithoutBase_areSentButNotStoredAgain() throws IOException {
    VirtualDisk disk = randomDisk(Seeds.random(), 2_000_000);
    importer.store(disk, "one");
    SessionId session = importer.begin(disk, "two");

    int sentWithBytes = importer.send(session, source(disk));

    assertThat(sentWithBytes).isPositive();
    assertThat(importer.seal(prepare(session, "two")).newBytes()).isZero();
  }

  @Test
  void have_chunkOfAVersionThatIsNoBase_isNotTold() throws IOException {
    byte[] content = randomBytes(Seeds.random(), BLOCK);
    VirtualDisk disk = SparseMemoryDisk.of(content);
    Sealed first = importer.store(disk, "one");
    List<ChunkHash> hashes = List.of(cut(content, 0).hash());
    SessionId stranger = importer.begin(disk, "two");
    SessionId reader = importer.begin(disk, "three", first.place());

    BitSet told = opened.store().have(stranger, hashes);
    BitSet toldToReader = opened.store().have(reader, hashes);

    assertThat(told.isEmpty()).isTrue();
    assertThat(toldToReader.get(0)).isTrue();
  }

  @Test
  void accept_chunkWithoutBytesThatWasNotTold_isRefused() throws IOException {
    byte[] content = randomBytes(Seeds.random(), BLOCK);
    VirtualDisk disk = SparseMemoryDisk.of(content);
    importer.store(disk, "one");
    SessionId session = importer.begin(disk, "two");

    assertRefused(session, new SentCut(cut(content, 0), Optional.empty()));
  }

  @Test
  void accept_whatDoesNotBelongTogether_isRefused() throws IOException {
    byte[] content = randomBytes(Seeds.random(), BLOCK);
    byte[] other = randomBytes(Seeds.random(1), BLOCK);
    Cut cut = cut(content, 0);
    SessionId session = importer.begin(SparseMemoryDisk.of(content), "one");

    assertRefused(session, sent(cut, other));
    assertRefused(session, sent(cut, new byte[2 * BLOCK]));
    assertRefused(session, sent(cut(content, BLOCK), content));
    assertRefused(session, sent(cut(content, 100), content));
    assertRefused(
        session,
        sent(new Cut(cut(other, 0).hash(), cut.blockHashes(), BLOCK, cut.runs()), content));
    assertRefused(session, sent(new Cut(cut.hash(), cut.blockHashes(), BLOCK, List.of()), content));
    assertRefused(
        session, sent(new Cut(cut.hash(), cut.blockHashes(), BLOCK - 1, cut.runs()), content));
    assertRefused(session, sent(new Cut(cut.hash(), new byte[0], BLOCK, cut.runs()), content));
  }

  @Test
  void accept_bytesAfterAShortTail_areRefused() throws IOException {
    byte[] content = randomBytes(Seeds.random(), BLOCK);
    Cut whole = cut(content, 0);
    var tail = new Cut(whole.hash(), whole.blockHashes(), 512, List.of(new ByteRange(0, 512)));
    SessionId session = importer.begin(SparseMemoryDisk.of(content), "one");

    assertRefused(session, sent(tail, content));
  }

  @Test
  void prepare_twoCutsOfOneByte_isRefused() throws IOException {
    byte[] one = randomBytes(Seeds.random(1), 2 * BLOCK);
    byte[] other = randomBytes(Seeds.random(2), BLOCK);
    SessionId session = importer.begin(SparseMemoryDisk.of(one), "one");
    opened.store().accept(session, List.of(sent(cut(one, 0), one), sent(cut(other, BLOCK), other)));

    assertThatThrownBy(() -> prepare(session, "one"))
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_MALFORMED));
  }

  @Test
  void accept_sameBatchTwice_countsOnce() throws IOException {
    byte[] content = randomBytes(Seeds.random(), 2 * BLOCK);
    VirtualDisk disk = SparseMemoryDisk.of(content);
    SessionId session = importer.begin(disk, "one");
    opened.store().accept(session, List.of(sent(cut(content, 0), content)));

    opened.store().accept(session, List.of(sent(cut(content, 0), content)));

    assertSame(disk, importer.seal(prepare(session, "one")));
  }

  @Test
  void begin_samePurposeAgain_knowsWhatWasSentAndEndsTheFormer() throws IOException {
    VirtualDisk disk = randomDisk(Seeds.random(), 2_000_000);
    SessionId former = importer.begin(disk, "one");
    importer.send(former, source(disk));

    SessionId session = importer.begin(disk, "one");

    assertThat(importer.send(session, source(disk))).isZero();
    assertSessionLost(() -> opened.store().flush(former));
    assertSame(disk, importer.seal(prepare(session, "one")));
  }

  @Test
  void begin_afterRestart_knowsWhatWasFlushed() throws Exception {
    VirtualDisk disk = randomDisk(Seeds.random(), 2_000_000);
    SessionId former = importer.begin(disk, "one");
    importer.send(former, source(disk));
    opened.store().flush(former);
    reopen();

    SessionId session = importer.begin(disk, "one");

    assertThat(importer.send(session, source(disk))).isZero();
    Sealed sealed = importer.seal(prepare(session, "one"));
    assertThat(sealed.newBytes()).isPositive();
    assertSame(disk, sealed);
  }

  @Test
  void store_afterRestart_findsEqualChunks() throws Exception {
    VirtualDisk disk = randomDisk(Seeds.random(), 2_000_000);
    Sealed first = importer.store(disk, "one");
    reopen();

    Sealed second = importer.store(disk, "two");

    assertThat(second.newBytes()).isZero();
    assertSame(disk, first);
  }

  @Test
  void seal_rolledBack_leavesNothingVisibleAndCanBeDoneAgain() throws IOException {
    VirtualDisk disk = randomDisk(Seeds.random(), 1_000_000);
    SessionId session = importer.begin(disk, "one");
    importer.send(session, source(disk));
    PreparedVersion prepared = prepare(session, "one");

    assertThatThrownBy(
            () ->
                opened
                    .database()
                    .transact(
                        tx -> {
                          opened.store().seal(tx, prepared);
                          throw new IOException("lost");
                        }))
        .hasMessage("lost");
    long packsBefore = opened.store().stats().packs();
    Sealed sealed = importer.seal(prepared);

    assertThat(packsBefore).isZero();
    assertSame(disk, sealed);
  }

  @Test
  void seal_sessionEndedByAnother_isSessionLost() throws IOException {
    VirtualDisk disk = randomDisk(Seeds.random(), 1_000_000);
    SessionId session = importer.begin(disk, "one");
    importer.send(session, source(disk));
    PreparedVersion prepared = prepare(session, "one");
    opened.store().abandon(session);

    assertSessionLost(() -> importer.seal(prepared));
  }

  @Test
  void seal_packThatIsCondemned_isPackState() throws IOException {
    VirtualDisk disk = randomDisk(Seeds.random(), 1_000_000);
    Sealed first = importer.store(disk, "one");
    SessionId session = importer.begin(disk, "two", first.place());
    importer.send(session, source(disk));
    PreparedVersion prepared = prepare(session, "two");
    opened
        .database()
        .transact(
            tx ->
                tx.sql("update store_pack set state = 'CONDEMNED' where state = 'LIVE'").update());

    assertThatThrownBy(() -> importer.seal(prepared))
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_PACK_STATE));
  }

  @Test
  void accept_unknownSession_isSessionLost() {
    var unknown = new SessionId(UUID.randomUUID());

    assertSessionLost(() -> opened.store().accept(unknown, List.of()));
  }

  @Test
  void accept_afterAbandon_isSessionLost() throws IOException {
    SessionId session = importer.begin(new SparseMemoryDisk(BLOCK), "one");

    opened.store().abandon(session);
    opened.store().abandon(session);

    assertSessionLost(() -> opened.store().accept(session, List.of()));
  }

  @Test
  void store_inAnotherDomain_sharesNothing() throws IOException {
    VirtualDisk disk = randomDisk(Seeds.random(), 1_000_000);
    Sealed first = importer.store(disk, "one");
    SessionId session =
        opened
            .store()
            .begin(
                new SessionRequest(
                    Domain.PUBLIC, "public", disk.sizeBytes(), List.of(), List.of(), List.of()));

    importer.send(session, source(disk));

    Sealed second = importer.seal(prepare(session, "two"));
    assertThat(second.newBytes()).isEqualTo(first.newBytes());
  }

  @Test
  void stats_afterImports_countPacksAndChunksInUse() throws IOException {
    Sealed sealed = importer.store(randomDisk(Seeds.random(), 1_000_000), "one");

    StoreStatistics stats = opened.store().stats();

    assertThat(stats.packs()).isEqualTo(2);
    assertThat(stats.chunks()).isPositive();
    assertThat(stats.chunkBytes()).isEqualTo(sealed.newBytes());
  }

  @Test
  void fetchedBytes_readingOneBlock_areLessThanAll() throws IOException {
    VirtualDisk disk = SparseMemoryDisk.of(randomBytes(Seeds.random(), 4_000_000));
    Sealed sealed = importer.store(disk, "one");
    reopenQuietly();

    try (StoredDisk stored = opened.store().open(sealed.place())) {
      stored.read(2_000_000, ByteBuffer.allocate(512));

      assertThat(stored.fetchedBytes()).isBetween(1L, 1_000_000L);
      assertThat(stored.contentDigest()).isEqualTo(sealed.contentDigest());
      assertThat(stored.dataBytes()).isEqualTo(sealed.dataBytes());
    }
  }

  private void reopenQuietly() throws IOException {
    try {
      reopen();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private void reopen() throws Exception {
    opened.home().close();
    openFirst();
  }

  private PreparedVersion prepare(SessionId session, String label) throws IOException {
    return opened.store().prepare(session, Importer.facts(label));
  }

  private void assertSame(VirtualDisk expected, Sealed sealed) throws IOException {
    assertThat(sealed.contentDigest()).isEqualTo(Importer.digestOf(expected));
    try (StoredDisk stored = opened.store().open(sealed.place())) {
      assertThat(stored.sizeBytes()).isEqualTo(expected.sizeBytes());
      assertThat(Importer.digestOf(stored)).isEqualTo(sealed.contentDigest());
      assertThat(Importer.dataBytes(stored)).isEqualTo(sealed.dataBytes());
    }
  }

  private void assertRefused(SessionId session, SentCut cut) {
    assertThatThrownBy(() -> opened.store().accept(session, List.of(cut)))
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_MALFORMED));
  }

  private static void assertSessionLost(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TainException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_SESSION_LOST));
  }

  private static CutSource source(VirtualDisk disk) {
    return new CutSource(disk, DiskLayout.DISK_ORDER, List.of());
  }

  private static SentCut sent(Cut cut, byte[] content) {
    return new SentCut(cut, Optional.of(ByteBuffer.wrap(content)));
  }

  private static Cut cut(byte[] content, long offset) {
    byte[] hashes = new byte[content.length / BLOCK * BlockHash.SIZE_BYTES];
    var digest = BlockHash.newDigest();
    for (int block = 0; block < content.length / BLOCK; block++) {
      BlockHash.hash(digest, content, block * BLOCK, hashes, block * BlockHash.SIZE_BYTES);
    }
    return new Cut(
        ChunkHash.of(digest.digest(hashes)),
        hashes,
        content.length,
        List.of(new ByteRange(offset, content.length)));
  }

  private static byte[] randomBytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /// Data and holes in turn, of a size that is no multiple of anything.
  private static SparseMemoryDisk randomDisk(RandomGenerator random, int maxBytes) {
    var disk = new SparseMemoryDisk(random.nextInt(maxBytes / 2, maxBytes));
    var offsets = new ArrayList<Integer>();
    for (int i = 0; i < 10; i++) {
      offsets.add(random.nextInt((int) disk.sizeBytes()));
    }
    for (int offset : offsets) {
      int length = random.nextInt((int) disk.sizeBytes() - offset) / 3 + 1;
      disk.write(offset, randomBytes(random, length));
    }
    return disk;
  }
}
