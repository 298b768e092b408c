package io.tain.blob.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.blob.BlobKey;
import io.tain.blob.BlobStore;
import io.tain.blob.BlobStoreContract;
import io.tain.blob.DamagedBlobException;
import io.tain.blob.MissingBlobException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class MemoryBlobStoreTest extends BlobStoreContract {
  private static final BlobKey KEY = new BlobKey("a");

  private final MemoryBlobStore faulty = new MemoryBlobStore();

  @Override
  protected BlobStore newStore() {
    return new MemoryBlobStore();
  }

  @Test
  void writeLost_isReportedAndNotThere_andSucceedsWhenRepeated() throws IOException {
    faulty.inject(BlobFault.WRITE_LOST, 1);

    assertThatThrownBy(this::put).isInstanceOf(IOException.class);
    assertThat(faulty.list("")).isEmpty();

    put();
    assertThat(faulty.get(KEY, 4)).hasSize(4);
  }

  @Test
  void writeLanded_isReportedAndThere_andSucceedsWhenRepeated() throws IOException {
    faulty.inject(BlobFault.WRITE_LANDED, 1);

    assertThatThrownBy(this::put).isInstanceOf(IOException.class);
    assertThat(faulty.list("")).hasSize(1);

    put();
    assertThat(faulty.get(KEY, 4)).hasSize(4);
  }

  @Test
  void readFails_asOftenAsInjected() throws IOException {
    put();
    faulty.inject(BlobFault.READ_FAILS, 2);

    assertThatThrownBy(() -> faulty.get(KEY, 4)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> faulty.size(KEY)).isInstanceOf(IOException.class);
    assertThat(faulty.get(KEY, 4)).hasSize(4);
  }

  @Test
  void missing_onOneKey_leavesOthersAlone() throws IOException {
    put();
    faulty.inject(BlobFault.MISSING, 1, key -> !key.equals(KEY));
    assertThat(faulty.get(KEY, 4)).hasSize(4);

    faulty.inject(BlobFault.MISSING, 1, KEY::equals);
    assertThatThrownBy(() -> faulty.get(KEY, 4)).isInstanceOf(MissingBlobException.class);
  }

  @Test
  void shortBlob_isDamagedWhereItsSecondHalfIsRead() throws IOException {
    put();
    faulty.inject(BlobFault.SHORT, 2);

    faulty.get(KEY, 0, ByteBuffer.allocate(2));
    assertThatThrownBy(() -> faulty.get(KEY, 2, ByteBuffer.allocate(2)))
        .isInstanceOf(DamagedBlobException.class);
  }

  @Test
  void heal_endsEveryFault() throws IOException {
    faulty.inject(BlobFault.WRITE_LOST, 5);

    faulty.heal();

    put();
    assertThat(faulty.list("")).hasSize(1);
  }

  @Test
  void corrupt_changesOneByte() throws IOException {
    put();

    faulty.corrupt(KEY, 2);

    assertThat(faulty.get(KEY, 4)).containsExactly(1, 2, 2, 4);
  }

  private void put() throws IOException {
    faulty.put(KEY, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
  }
}
