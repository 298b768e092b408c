package io.tain.inspect.dpkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Damaged databases: each ends as packages or as `packages.malformed`.
final class StanzaReaderTest {
  private static final String STATUS =
      """
      Package: libc6
      Status: install ok installed
      Multi-Arch: same
      Architecture: amd64
      Source: glibc (2.36-9+deb12u10)
      Version: 2.36-9+deb12u10
      Conffiles:
       /etc/ld.so.conf.d/x86_64-linux-gnu.conf d4e7a7b88a71b5ffd9e2644e71a0cfab
      Description: GNU C Library: Shared libraries
       Contains the standard libraries.
       .
       More.

      Package: zlib1g
      Status: deinstall ok config-files
      Architecture: amd64
      Version: 1:1.2.13.dfsg-1
      """;

  @Test
  void next_damagedDatabase_isPackagesOrMalformed() throws IOException {
    var random = new Random(Long.getLong("tain.seed", 20261121));
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      refused += isRefused(mutated(random)) ? 1 : 0;
    }
    assertThat(refused).isBetween(1000, 19_000);
  }

  @Test
  void next_stanzaWithoutEnd_isMalformed() {
    byte[] line = "Field: value\n".getBytes(StandardCharsets.UTF_8);
    byte[] endless = new byte[line.length * 400_000];
    for (int at = 0; at < endless.length; at += line.length) {
      System.arraycopy(line, 0, endless, at, line.length);
    }

    assertThatThrownBy(() -> readAll(endless))
        .isInstanceOf(TainException.class)
        .hasMessageContaining("a stanza of at most 4194304 bytes");
  }

  private static boolean isRefused(byte[] status) throws IOException {
    try {
      readAll(status);
      return false;
    } catch (TainException refusal) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.PACKAGES_MALFORMED);
      return true;
    }
  }

  private static void readAll(byte[] status) throws IOException {
    try (InputStream input = new ByteArrayInputStream(status)) {
      var reader = new StanzaReader("/var/lib/dpkg/status", input);
      for (Stanza stanza = reader.next(); stanza != null; stanza = reader.next()) {
        if (stanza.isInstalled(false)) {
          assertThat(stanza.toPackage().name()).matches("[A-Za-z0-9._+-]+");
        }
      }
    }
  }

  private static byte[] mutated(Random random) {
    byte[] status = STATUS.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(status.length);
      int from = random.nextInt(status.length);
      switch (random.nextInt(3)) {
        case 0 -> status[at] = (byte) random.nextInt(256);
        case 1 -> status[at] = (byte) ":\n ()\t\0-~".charAt(random.nextInt(9));
        default ->
            System.arraycopy(
                status,
                from,
                status,
                at,
                Math.min(random.nextInt(40), status.length - Math.max(at, from)));
      }
    }
    return status;
  }
}
