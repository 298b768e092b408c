package io.tain.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.TenantId;
import io.tain.crypto.Domain;
import io.tain.crypto.DomainKey;
import io.tain.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ChunkIdTest {
  @Test
  void bytes_ofAnId_giveTheSameIdBack() {
    Seeds.repeat(
        20,
        random -> {
          byte[] bytes = new byte[ChunkId.SIZE_BYTES];
          random.nextBytes(bytes);

          ChunkId id = ChunkId.of(bytes);

          assertThat(id.bytes()).isEqualTo(bytes);
          assertThat(ChunkId.read(ByteBuffer.wrap(bytes))).isEqualTo(id).hasSameHashCodeAs(id);
        });
  }

  @Test
  void compareTo_ordersAsTheBytesDo() {
    Seeds.repeat(
        200,
        random -> {
          byte[] one = new byte[ChunkId.SIZE_BYTES];
          random.nextBytes(one);
          byte[] other = one.clone();
          other[random.nextInt(other.length)] ^= (byte) random.nextInt(256);

          assertThat(Integer.signum(ChunkId.of(one).compareTo(ChunkId.of(other))))
              .isEqualTo(Integer.signum(Arrays.compareUnsigned(one, other)));
          assertThat(ChunkHash.of(one).equals(ChunkHash.of(other)))
              .isEqualTo(Arrays.equals(one, other));
        });
  }

  @Test
  void of_sameHashInTwoDomains_differs() {
    var hash = ChunkHash.of(new byte[ChunkHash.SIZE_BYTES]);
    var bytes = new byte[DomainKey.SIZE_BYTES];
    var ofAll = new DomainKey(Domain.PUBLIC, bytes.clone());
    bytes[0] = 1;
    var ofTenant = new DomainKey(Domain.of(TenantId.DEFAULT), bytes);

    assertThat(ChunkId.of(ofAll, hash)).isNotEqualTo(ChunkId.of(ofTenant, hash));
  }

  @Test
  void of_anotherLength_isRefused() {
    assertThatThrownBy(() -> ChunkId.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ChunkHash.of(new byte[33]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
