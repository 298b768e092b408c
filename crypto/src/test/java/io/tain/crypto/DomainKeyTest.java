package io.tain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.TenantId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DomainKeyTest {
  private final DomainKey key = new DomainKey(Domain.PUBLIC, bytesOf((byte) 0x0b));

  /// Computed by `openssl dgst -sha256 -mac HMAC -macopt hexkey:0b0b…0b` over 32 bytes of 0x01.
  @Test
  void idOf_knownKeyAndHash_isTheHmacThatOpensslGives() {
    byte[] id = key.idOf(bytesOf((byte) 1));

    assertThat(HexFormat.of().formatHex(id))
        .isEqualTo("ea3ce3e2e328be8d8ebfe7107a68cdd7adae8d6188ddb06d91b8dbb4cb9c1842");
  }

  @Test
  void idOf_fromManyThreads_isAlwaysTheSame() {
    byte[] expected = key.idOf(bytesOf((byte) 7));

    boolean same =
        IntStream.range(0, 10_000)
            .parallel()
            .allMatch(_ -> Arrays.equals(expected, key.idOf(bytesOf((byte) 7))));

    assertThat(same).isTrue();
  }

  @Test
  void key_ofAnotherLength_isRefused() {
    assertThatThrownBy(() -> new DomainKey(Domain.PUBLIC, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void domain_ofATenantNamedPublic_isNotThePublicOne() {
    assertThat(Domain.of(new TenantId("public")).text()).isNotEqualTo(Domain.PUBLIC.text());
  }

  @Test
  void toString_ofAKey_doesNotShowIt() {
    assertThat(key).hasToString("key of public");
  }

  private static byte[] bytesOf(byte value) {
    var bytes = new byte[DomainKey.SIZE_BYTES];
    Arrays.fill(bytes, value);
    return bytes;
  }
}
