package io.tain.store.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.store.ChunkHash;
import io.tain.store.Cut;
import io.tain.store.SentCut;
import io.tain.store.identity.BlockHash;
import io.tain.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CutStreamTest {
  private static final int MUTATIONS = 2000;

  private final RandomGenerator random = Seeds.random(0x63757473);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void read_ofWhatWasWritten_isTheSame(boolean compress) throws IOException {
    List<SentCut> cuts = List.of(cut(1, true), cut(16, true), cut(3, false));

    var reader = new CutReader(new ByteArrayInputStream(written(cuts, compress)));

    for (SentCut expected : cuts) {
      SentCut found = reader.read().orElseThrow();
      assertThat(found.cut().hash()).isEqualTo(expected.cut().hash());
      assertThat(found.cut().blockHashes()).isEqualTo(expected.cut().blockHashes());
      assertThat(found.cut().runs()).isEqualTo(expected.cut().runs());
      assertThat(found.bytes()).isEqualTo(expected.bytes());
    }
    assertThat(reader.read()).isEmpty();
  }

  @Test
  void read_ofDamagedBytes_isACutOrRefused() throws IOException {
    byte[] whole = written(List.of(cut(2, true), cut(1, true)), true);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(64)] = (byte) random.nextInt(256);

      assertThat(readAll(damaged)).isBetween(0, 4);
    }
  }

  private static int readAll(byte[] bytes) throws IOException {
    var reader = new CutReader(new ByteArrayInputStream(bytes));
    int count = 0;
    try {
      while (reader.read().isPresent()) {
        count++;
      }
    } catch (TainException | EOFException e) {
      assertThat(e).hasMessageNotContaining("\0");
    }
    return count;
  }

  private static byte[] written(List<SentCut> cuts, boolean compress) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new CutWriter(out, compress);
    for (SentCut cut : cuts) {
      writer.write(cut);
    }
    return out.toByteArray();
  }

  private SentCut cut(int blocks, boolean withBytes) {
    byte[] content = new byte[blocks * BlockHash.BLOCK_BYTES];
    random.nextBytes(content);
    byte[] hashes = new byte[blocks * BlockHash.SIZE_BYTES];
    var digest = BlockHash.newDigest();
    for (int i = 0; i < blocks; i++) {
      BlockHash.hash(digest, content, i * BlockHash.BLOCK_BYTES, hashes, i * BlockHash.SIZE_BYTES);
    }
    var run = new ByteRange(random.nextLong(1L << 40) * 512, content.length);
    var cut =
        new Cut(
            ChunkHash.of(BlockHash.newDigest().digest(hashes)),
            hashes,
            content.length,
            List.of(run));
    return new SentCut(cut, withBytes ? Optional.of(ByteBuffer.wrap(content)) : Optional.empty());
  }
}
