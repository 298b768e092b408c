package io.tain.store.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.TenantId;
import io.tain.blob.memory.MemoryBlobStore;
import io.tain.crypto.Domain;
import io.tain.store.ChunkId;
import io.tain.store.PackName;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// Packs come back as they were written; bytes that are none are damaged, and nothing worse.
final class PackFuzzTest {
  private static final Domain DOMAIN = Domain.of(TenantId.DEFAULT);

  @Test
  void read_packAsWritten_givesEveryFrameAndEntryBack() {
    Seeds.repeat(
        10,
        random -> {
          var written = new WrittenPack(random);
          try (var reader = new PackReader(written.blobs)) {
            PackFooter footer = reader.footer(written.name, _ -> {});

            assertThat(footer.frames()).isEqualTo(written.frames.size());
            for (int frame = 0; frame < footer.frames(); frame++) {
              StoredFrame stored = reader.stored(footer, frame, _ -> {});
              assertThat(reader.plain(stored, List.of())).isEqualTo(written.frames.get(frame));
            }
            for (int entry = 0; entry < footer.entries(); entry++) {
              assertThat(footer.id(entry)).isEqualTo(written.ids.get(entry));
              assertThat(footer.find(footer.prefixHigh(entry), footer.prefixLow(entry)))
                  .isEqualTo(entry);
            }
          }
        });
  }

  @Test
  void read_packMutated_isDamagedOrThePack() {
    Seeds.repeat(
        10,
        random -> {
          var written = new WrittenPack(random);
          for (int i = 0; i < 60; i++) {
            byte[] mutated = written.bytes.clone();
            int from = random.nextBoolean() ? 0 : Math.max(0, mutated.length - 400);
            mutated[random.nextInt(from, mutated.length)] ^= (byte) (1 << random.nextInt(8));
            requireDamagedOrSame(written, mutated);
          }
        });
  }

  @Test
  void read_footerMutatedWithARightChecksum_isDamagedOrAPack() {
    Seeds.repeat(
        10,
        random -> {
          var written = new WrittenPack(random);
          for (int i = 0; i < 60; i++) {
            requireDamagedOrSame(written, withForgedFooter(random, written.bytes));
          }
        });
  }

  /// A footer that somebody changed and signed off with the checksums that belong to it.
  private static byte[] withForgedFooter(RandomGenerator random, byte[] sound) {
    byte[] forged = sound.clone();
    ByteBuffer pack = ByteBuffer.wrap(forged);
    int trailer = forged.length - 64;
    int footer = (int) pack.getLong(trailer);
    int header = random.nextBoolean() ? Math.min(trailer, footer + 80) : trailer;
    forged[random.nextInt(footer, header)] = (byte) random.nextInt();
    pack.putInt(trailer + 12, crc(forged, footer, trailer));
    pack.putInt(trailer + 52, crc(forged, trailer, trailer + 52));
    return forged;
  }

  private static int crc(byte[] bytes, int from, int to) {
    var crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  private static void requireDamagedOrSame(WrittenPack written, byte[] mutated) throws IOException {
    var blobs = new MemoryBlobStore();
    blobs.put(PackKeys.of(written.name), ByteBuffer.wrap(mutated));
    try (var reader = new PackReader(blobs)) {
      PackFooter footer = reader.footer(written.name, _ -> {});
      for (int frame = 0; frame < footer.frames(); frame++) {
        StoredFrame stored = reader.stored(footer, frame, _ -> {});
        assertThat(reader.plain(stored, List.of())).isEqualTo(written.frames.get(frame));
      }
    } catch (TainException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.STORE_DAMAGED);
    }
  }

  /// A pack of a few frames.
  private static final class WrittenPack {
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final PackName name;
    private final List<byte[]> frames = new ArrayList<>();
    private final List<ChunkId> ids = new ArrayList<>();
    private final byte[] bytes;

    WrittenPack(RandomGenerator random) throws IOException {
      name = PackName.random(random);
      try (var encoder = new FrameEncoder();
          PackWriter writer = PackWriter.begin(blobs, name, DOMAIN)) {
        for (int i = random.nextInt(1, 5); i > 0; i--) {
          writer.add(frame(random, encoder));
        }
        long size = writer.sizeBytes();
        assertThat(writer.finish().packBytes()).isEqualTo(size);
      }
      bytes = blobs.get(PackKeys.of(name), 1 << 24);
    }

    private EncodedFrame frame(RandomGenerator random, FrameEncoder encoder) {
      boolean chunks = random.nextInt(4) > 0;
      var entries = new ArrayList<ChunkEntry>();
      int size = 0;
      for (int i = chunks ? random.nextInt(1, 5) : 1; i > 0; i--) {
        int length = chunks ? 4096 * random.nextInt(1, 17) : random.nextInt(1, 5000);
        byte[] id = new byte[ChunkId.SIZE_BYTES];
        random.nextBytes(id);
        entries.add(new ChunkEntry(ChunkId.of(id), length));
        ids.add(ChunkId.of(id));
        size += length;
      }
      byte[] plain = new byte[size];
      if (random.nextBoolean()) {
        random.nextBytes(plain);
      } else {
        Arrays.fill(plain, (byte) random.nextInt());
      }
      frames.add(plain);
      FrameKind kind = chunks ? FrameKind.CHUNKS : FrameKind.SEGMENT;
      return encoder.encode(kind, plain, size, entries);
    }
  }
}
