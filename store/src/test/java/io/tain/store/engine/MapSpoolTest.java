package io.tain.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.store.ChunkHash;
import io.tain.store.ChunkId;
import io.tain.store.Cut;
import io.tain.store.identity.BlockHash;
import io.tain.store.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MapSpoolTest {
  private static final ChunkHash HASH = ChunkHash.of(new byte[32]);
  private static final ChunkId ID = ChunkId.of(new byte[ChunkId.SIZE_BYTES]);
  private static final int RECORD_BYTES = SpooledRuns.FIXED_BYTES + BlockHash.SIZE_BYTES;

  @TempDir private Path directory;

  @Test
  void add_ofTheSameCutForEver_isRefusedWithoutTakingMoreRoom() throws IOException {
    var spool = new MapSpool(directory, 100 * RECORD_BYTES);
    for (int i = 0; i < 100; i++) {
      spool.add(cut(0), ID);
    }

    assertThatThrownBy(() -> spool.add(cut(0), ID))
        .isInstanceOfSatisfying(
            TainException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_MALFORMED));
    assertThat(spool.segment(0).count()).isOne();
  }

  @Test
  void add_ofManyCutsTwice_givesEachOnceAndTakesBoundedRoom() throws IOException {
    var spool = new MapSpool(directory);
    int count = Manifest.SEGMENT_SPAN_BYTES / BlockHash.BLOCK_BYTES;

    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < count; i++) {
        spool.add(cut((long) i * BlockHash.BLOCK_BYTES), ID);
      }
    }

    SpooledRuns runs = spool.segment(0);
    assertThat(runs.count()).isEqualTo(count);
    assertThat(runs.start(count - 1)).isEqualTo((count - 1) * BlockHash.BLOCK_BYTES);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.toList()).containsExactly(directory.resolve("map-0"));
    }
  }

  private static Cut cut(long offset) {
    var run = new ByteRange(offset, BlockHash.BLOCK_BYTES);
    return new Cut(HASH, new byte[BlockHash.SIZE_BYTES], BlockHash.BLOCK_BYTES, List.of(run));
  }
}
