package io.tain.store.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.blob.BlobStore;
import io.tain.blob.MissingBlobException;
import io.tain.blob.memory.MemoryBlobStore;
import io.tain.store.ChunkId;
import io.tain.store.DamagedException;
import io.tain.store.PackName;
import io.tain.store.engine.Importer;
import io.tain.store.engine.RelatedBytes;
import io.tain.store.pack.ChunkEntry;
import io.tain.store.pack.DeltaBase;
import io.tain.store.pack.Dictionary;
import io.tain.store.pack.EncodedFrame;
import io.tain.store.pack.FrameEncoder;
import io.tain.store.pack.FrameId;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.HintedBase;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackKeys;
import io.tain.store.pack.PackWriter;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Delta frames are read with their bases, wherever these went; what contradicts itself is damaged.
final class DeltaReadTest {
  private static final int FRAME_BYTES = 64 * 1024;
  private static final PackName BASES = new PackName(1, 1);
  private static final PackName DELTAS = new PackName(2, 2);

  private final BlobStore blobs = new MemoryBlobStore();
  private final FrameEncoder encoder = new FrameEncoder();
  private final List<byte[]> bases = new ArrayList<>();
  private final List<EncodedFrame> frames = new ArrayList<>();

  @AfterEach
  void close() {
    encoder.close();
  }

  @Test
  void frame_withFourBases_isWhatWasWrittenAndTouchesFive() throws IOException {
    byte[] plain = writeBasesAndDelta(4);
    try (var disks = disks(64 << 20)) {
      PackFooter footer = disks.footers().get(DELTAS, _ -> {});
      var fetched = new AtomicLong();
      long expected = footer.frameBytes(0);
      for (EncodedFrame base : frames.subList(0, 4)) {
        expected += base.stored().remaining() + 28;
      }
      disks.footers().get(BASES, _ -> {});

      byte[] found = disks.frame(footer, 0, fetched::addAndGet);

      assertThat(found).isEqualTo(plain);
      assertThat(fetched).hasValue(expected);
    }
  }

  @Test
  void frame_basesMovedToOtherPacks_isWhatWasWritten() throws IOException {
    byte[] plain = writeBasesAndDelta(4);
    write(new PackName(3, 3), List.of(frames.get(3), frames.get(0)));
    write(new PackName(4, 4), List.of(frames.get(2), frames.get(1)));
    blobs.delete(PackKeys.of(BASES));
    try (var disks = disks(1)) {
      assertThat(disks.frame(disks.footers().get(DELTAS, _ -> {}), 0)).isEqualTo(plain);
    }
  }

  @Test
  void frame_basesNowhere_isMissing() throws IOException {
    writeBasesAndDelta(1);
    blobs.delete(PackKeys.of(BASES));
    try (var disks = disks(1)) {
      PackFooter footer = disks.footers().get(DELTAS, _ -> {});

      assertThatThrownBy(() -> disks.frame(footer, 0)).isInstanceOf(MissingBlobException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 200_000})
  void frame_hintThatIsStale_isWhatWasWritten(int ordinal) throws IOException {
    base();
    base();
    EncodedFrame delta = delta(frames.get(1), ordinal, 0xff, frames.get(1));
    write(BASES, frames.subList(0, 2));
    write(DELTAS, List.of(delta));
    try (var disks = disks(1)) {
      PackFooter footer = disks.footers().get(DELTAS, _ -> {});

      assertThat(disks.frame(footer, 0)).startsWith(bases.get(1)[0]).hasSize(FRAME_BYTES);
    }
  }

  @Test
  void frame_baseIsADeltaItself_isDamaged() throws IOException {
    writeBasesAndDelta(1);
    EncodedFrame second = delta(frames.getLast(), 0, 1, frames.getFirst());
    write(new PackName(5, 5), List.of(rehinted(second, DELTAS)));
    try (var disks = disks(1)) {
      PackFooter footer = disks.footers().get(new PackName(5, 5), _ -> {});

      assertDamaged(() -> disks.frame(footer, 0), footer, "a whole base frame");
    }
  }

  @Test
  void frame_maskBeyondTheBase_isDamaged() throws IOException {
    base();
    EncodedFrame delta = delta(frames.getFirst(), 0, 1L << 16, frames.getFirst());
    write(BASES, frames.subList(0, 1));
    write(DELTAS, List.of(delta));
    try (var disks = disks(1)) {
      PackFooter footer = disks.footers().get(DELTAS, _ -> {});

      assertDamaged(() -> disks.frame(footer, 0), footer, "blocks of its base");
    }
  }

  @Test
  void frame_otherMask_isDamagedOrOtherBytesThatNoChunkHas() throws IOException {
    base();
    EncodedFrame sound = delta(frames.getFirst(), 0, 0xff, frames.getFirst());
    var base = new DeltaBase(sound.bases().getFirst().id(), 0xff00);
    write(BASES, frames.subList(0, 1));
    write(
        DELTAS,
        List.of(
            new EncodedFrame(
                sound.kind(),
                sound.codec(),
                sound.plainBytes(),
                sound.stored(),
                sound.storedCrc(),
                sound.entries(),
                List.of(base),
                sound.hints())));
    try (var disks = disks(1)) {
      PackFooter footer = disks.footers().get(DELTAS, _ -> {});

      assertThat(disks.frame(footer, 0)).isNotEqualTo(bases.getFirst());
    }
  }

  /// All that read ahead wait for bases whose readers need a decoder.
  @Test
  void frame_whenAllThatReadAheadWaitForIt_isDecoded() throws Exception {
    int count = 2;
    var deltas = new ArrayList<EncodedFrame>();
    for (int i = 0; i < count; i++) {
      base();
    }
    for (int i = 0; i < count; i++) {
      deltas.add(delta(frames.get(i), i, 0xffff, frames.get(i)));
    }
    write(BASES, frames.subList(0, count));
    write(DELTAS, deltas);
    var gated = new GatedBlobs(blobs, PackKeys.of(BASES), PackKeys.of(DELTAS));
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    var disks = StoredDisks.over(gated, StoredDisks.Memory.DEFAULT);
    PackFooter footer = disks.footers().get(DELTAS, _ -> {});
    PackFooter whole = disks.footers().get(BASES, _ -> {});
    gated.shut(2);
    var readers = new ArrayList<Future<byte[]>>();
    for (int i = 0; i < 2; i++) {
      int frame = i;
      readers.add(threads.submit(() -> disks.frame(whole, frame)));
    }
    gated.awaitHeldBack();

    disks.prefetch(footer, 0);
    disks.prefetch(footer, 1);

    // Closed only when it passes: what is stuck would never let it end.
    for (int i = 0; i < 2; i++) {
      assertThat(readers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(bases.get(i));
    }
    threads.close();
    disks.close();
  }

  /// Readers, their decoders and those that read ahead wait for each other without a circle.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void frame_byManyThreadsWithMemoryForOne_endsWithRightBytes(boolean virtual) throws Exception {
    int count = 12;
    var deltas = new ArrayList<EncodedFrame>();
    var plains = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      base();
    }
    for (int i = 0; i < count; i++) {
      deltas.add(delta(frames.get(i), i, 0xffff, frames.get(i)));
      plains.add(bases.get(i));
    }
    write(BASES, frames.subList(0, count));
    write(DELTAS, deltas);
    try (var disks = disks(1);
        var threads =
            virtual
                ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newFixedThreadPool(16)) {
      PackFooter footer = disks.footers().get(DELTAS, _ -> {});
      PackFooter whole = disks.footers().get(BASES, _ -> {});
      var done = new ArrayList<Future<Boolean>>();
      for (int i = 0; i < 600; i++) {
        int frame = i * 7 % count;
        int next = (frame + i % 3) % count;
        done.add(
            threads.submit(
                () -> {
                  disks.prefetch(footer, next);
                  disks.prefetch(whole, next);
                  return plains.get(frame)[0] == disks.frame(footer, frame)[0]
                      && plains.get(frame)[0] == disks.frame(whole, frame)[0];
                }));
      }
      for (Future<Boolean> one : done) {
        assertThat(one.get(1, TimeUnit.MINUTES)).isTrue();
      }
    }
  }

  private StoredDisks disks(long frameBytes) {
    return StoredDisks.over(blobs, new StoredDisks.Memory(frameBytes, 1 << 20));
  }

  /// Writes so many bases, and a delta frame that takes a quarter of each.
  private byte[] writeBasesAndDelta(int count) throws IOException {
    byte[] plain = new byte[FRAME_BYTES];
    var used = new ArrayList<DeltaBase>();
    var hints = new ArrayList<HintedBase>();
    for (int i = 0; i < count; i++) {
      EncodedFrame base = base();
      FrameId id = FrameId.of(base.entries());
      System.arraycopy(bases.get(i), i * 16_384, plain, i * 16_384, 16_384);
      used.add(new DeltaBase(id, 0xfL << (4 * i)));
      hints.add(new HintedBase(BASES, i, id.first(), id.second()));
    }
    Optional<EncodedFrame> delta =
        encoder.encode(
            FrameKind.CHUNKS, plain, plain.length, entry(99), Dictionary.of(used, hints, bases));
    assertThat(delta.orElseThrow().stored().remaining()).isLessThan(2000);
    frames.add(delta.orElseThrow());
    write(BASES, frames.subList(0, count));
    write(DELTAS, frames.subList(count, count + 1));
    return plain;
  }

  /// A frame of random bytes.
  private EncodedFrame base() {
    int number = bases.size();
    byte[] plain = RelatedBytes.random(Seeds.random(number), FRAME_BYTES);
    bases.add(plain);
    EncodedFrame frame = encoder.encode(FrameKind.CHUNKS, plain, plain.length, entry(number));
    frames.add(frame);
    return frame;
  }

  /// The bytes of a base, as a frame that names another as its base.
  private EncodedFrame delta(EncodedFrame named, int ordinal, long mask, EncodedFrame likeness) {
    byte[] plain = bases.get(frames.indexOf(likeness));
    FrameId id = FrameId.of(named.entries());
    byte[] padded = Arrays.copyOf(plain, 65 * 4096);
    var dictionary =
        Dictionary.of(
            List.of(new DeltaBase(id, mask)),
            List.of(new HintedBase(BASES, ordinal, id.first(), id.second())),
            List.of(padded));
    byte[] text = plain.clone();
    Arrays.fill(text, 40_000, text.length, (byte) 7);
    return encoder
        .encode(FrameKind.CHUNKS, text, text.length, entry(1000 + ordinal), dictionary)
        .orElseThrow();
  }

  private static EncodedFrame rehinted(EncodedFrame frame, PackName pack) {
    HintedBase hint = frame.hints().getFirst();
    return new EncodedFrame(
        frame.kind(),
        frame.codec(),
        frame.plainBytes(),
        frame.stored(),
        frame.storedCrc(),
        frame.entries(),
        frame.bases(),
        List.of(new HintedBase(pack, 0, hint.idHigh(), hint.idLow())));
  }

  private static List<ChunkEntry> entry(int number) {
    byte[] id = RelatedBytes.random(Seeds.random(7000 + number), ChunkId.SIZE_BYTES);
    return List.of(new ChunkEntry(ChunkId.of(id), FRAME_BYTES));
  }

  private void write(PackName name, List<EncodedFrame> written) throws IOException {
    try (PackWriter writer = PackWriter.begin(blobs, name, Importer.DOMAIN)) {
      for (EncodedFrame frame : written) {
        writer.add(frame);
      }
      writer.finish();
    }
  }

  private static void assertDamaged(ThrowingCallable call, PackFooter footer, String expected) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DamagedException.class,
            e -> {
              assertThat(e.arguments().get("object"))
                  .isEqualTo("pack " + footer.pack() + " frame 0");
              assertThat(Long.parseLong(e.arguments().get("offset")))
                  .isGreaterThanOrEqualTo(footer.frameOffset(0));
              assertThat(e.arguments().get("expected")).startsWith(expected);
            });
  }
}
