package io.tain.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [BlobStore] does.
public abstract class BlobStoreContract {
  private static final BlobKey KEY = new BlobKey("packs/3f/3f0a");
  private static final BlobKey OTHER_KEY = new BlobKey("packs/40/4000");
  private static final byte[] CONTENT = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  private BlobStore store;

  /// An empty store; each call gives another.
  protected abstract BlobStore newStore();

  @BeforeEach
  void openStore() {
    store = newStore();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 3_000_001})
  void get_afterPut_givesTheBytes(int sizeBytes) throws IOException {
    byte[] content = bytes(sizeBytes);

    store.put(KEY, ByteBuffer.wrap(content));

    assertThat(store.get(KEY, sizeBytes)).isEqualTo(content);
    assertThat(store.size(KEY)).isEqualTo(sizeBytes);
  }

  @Test
  void put_bufferInTheMiddle_storesAndConsumesWhatRemains() throws IOException {
    ByteBuffer middle = ByteBuffer.wrap(CONTENT).position(2).limit(5);

    store.put(KEY, middle);

    assertThat(store.get(KEY, 10)).containsExactly(2, 3, 4);
    assertThat(middle.hasRemaining()).isFalse();
  }

  @Test
  void put_directBuffer_isTaken() throws IOException {
    store.put(KEY, ByteBuffer.allocateDirect(10).put(CONTENT).flip());

    assertThat(store.get(KEY, 10)).isEqualTo(CONTENT);
  }

  @Test
  void put_sameBytesAgain_changesNothing() throws IOException {
    put(KEY, CONTENT);

    put(KEY, CONTENT);

    assertThat(store.get(KEY, 10)).isEqualTo(CONTENT);
    assertThat(store.list("")).hasSize(1);
  }

  @Test
  void put_otherBytesUnderTheKey_isRefused() throws IOException {
    put(KEY, CONTENT);

    assertThatThrownBy(() -> put(KEY, bytes(11)))
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_EXISTS));
    assertThat(store.get(KEY, 10)).isEqualTo(CONTENT);
  }

  @Test
  void draft_piecesAppended_areOneBlob() throws IOException {
    try (var draft = store.begin(KEY)) {
      draft.write(ByteBuffer.wrap(CONTENT, 0, 4));
      draft.write(ByteBuffer.wrap(CONTENT, 4, 6));
      assertThat(draft.sizeBytes()).isEqualTo(10);
      draft.commit();
    }

    assertThat(store.get(KEY, 10)).isEqualTo(CONTENT);
  }

  @Test
  void draft_notCommitted_leavesNothing() throws IOException {
    try (var draft = store.begin(KEY)) {
      draft.write(ByteBuffer.wrap(CONTENT));
      assertThat(store.list("")).isEmpty();
    }

    assertThat(store.list("")).isEmpty();
    assertThatThrownBy(() -> store.size(KEY)).isInstanceOf(MissingBlobException.class);
  }

  @Test
  void draft_bufferChangedAfterWrite_keepsWhatWasWritten() throws IOException {
    byte[] reused = CONTENT.clone();
    try (var draft = store.begin(KEY)) {
      draft.write(ByteBuffer.wrap(reused));
      Arrays.fill(reused, (byte) 99);
      draft.commit();
    }

    assertThat(store.get(KEY, 10)).isEqualTo(CONTENT);
  }

  @Test
  void getRange_insideTheBlob_fillsTheTarget() throws IOException {
    put(KEY, CONTENT);
    ByteBuffer target = ByteBuffer.allocate(10).position(3).limit(7);

    store.get(KEY, 5, target);

    assertThat(target.array()).containsExactly(0, 0, 0, 5, 6, 7, 8, 0, 0, 0);
    assertThat(target.hasRemaining()).isFalse();
  }

  @Test
  void getRange_emptyAtTheEnd_readsNothing() throws IOException {
    put(KEY, CONTENT);

    store.get(KEY, 10, ByteBuffer.allocate(0));

    assertThat(store.size(KEY)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 10, 11, 1L << 40})
  void getRange_beyondTheEnd_isDamaged(long offset) throws IOException {
    put(KEY, CONTENT);

    assertThatThrownBy(() -> store.get(KEY, offset, ByteBuffer.allocate(4)))
        .isInstanceOfSatisfying(
            DamagedBlobException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_DAMAGED));
  }

  @Test
  void get_largerThanTheCallerHolds_isDamaged() throws IOException {
    put(KEY, CONTENT);

    assertThatThrownBy(() -> store.get(KEY, 9)).isInstanceOf(DamagedBlobException.class);
  }

  @Test
  void read_ofNoBlob_isMissing() {
    assertThatThrownBy(() -> store.get(KEY, 10))
        .isInstanceOfSatisfying(
            MissingBlobException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_MISSING));
    assertThatThrownBy(() -> store.get(KEY, 0, ByteBuffer.allocate(1)))
        .isInstanceOf(MissingBlobException.class);
    assertThatThrownBy(() -> store.size(KEY)).isInstanceOf(MissingBlobException.class);
  }

  @Test
  void list_ofAPrefix_givesItsBlobsInOrder() throws IOException {
    put(OTHER_KEY, CONTENT);
    put(KEY, bytes(3));
    put(new BlobKey("packs-old"), CONTENT);
    put(new BlobKey("manifests/a"), CONTENT);

    assertThat(store.list("packs/"))
        .containsExactly(new BlobEntry(KEY, 3), new BlobEntry(OTHER_KEY, 10));
    assertThat(store.list("packs/4")).containsExactly(new BlobEntry(OTHER_KEY, 10));
    assertThat(store.list(KEY.text())).containsExactly(new BlobEntry(KEY, 3));
    assertThat(store.list("")).hasSize(4);
    assertThat(store.list("nothing/here")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../", "/", "packs/../../", "Packs", "packs//"})
  void list_ofNoPrefixOfAKey_isMalformed(String prefix) {
    assertThatThrownBy(() -> store.list(prefix))
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NAME_MALFORMED));
  }

  @Test
  void delete_aBlob_makesItMissing() throws IOException {
    put(KEY, CONTENT);
    store.get(KEY, 0, ByteBuffer.allocate(1));

    store.delete(KEY);

    assertThatThrownBy(() -> store.get(KEY, 10)).isInstanceOf(MissingBlobException.class);
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void delete_ofNoBlob_isNoError() throws IOException {
    store.delete(KEY);

    assertThat(store.list("")).isEmpty();
  }

  @Test
  void put_afterDelete_givesTheNewBytes() throws IOException {
    put(KEY, CONTENT);
    store.get(KEY, 0, ByteBuffer.allocate(1));
    store.delete(KEY);

    put(KEY, bytes(5));

    assertThat(store.get(KEY, 10)).isEqualTo(bytes(5));
  }

  @Test
  void read_ofManyBlobsByManyThreads_givesEachItsOwnBytes() throws IOException {
    for (int i = 0; i < 200; i++) {
      put(new BlobKey("packs/" + i), bytes(i));
    }

    boolean same =
        IntStream.range(0, 4_000)
            .parallel()
            .allMatch(i -> Arrays.equals(read("packs/" + i % 200), bytes(i % 200)));

    assertThat(same).isTrue();
  }

  private byte[] read(String key) {
    try {
      return store.get(new BlobKey(key), 200);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void put(BlobKey key, byte[] content) throws IOException {
    store.put(key, ByteBuffer.wrap(content));
  }

  private static byte[] bytes(int sizeBytes) {
    var bytes = new byte[sizeBytes];
    for (int i = 0; i < sizeBytes; i++) {
      bytes[i] = (byte) (sizeBytes + i * 31);
    }
    return bytes;
  }
}
