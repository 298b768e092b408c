package io.tain.crypto.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.TenantId;
import io.tain.base.local.LocalDurableFiles;
import io.tain.crypto.Domain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalKeysTest {
  private static final byte[] HASH = new byte[32];

  @TempDir private Path home;
  private Path directory;

  @BeforeEach
  void nameDirectory() {
    directory = home.resolve("keys");
  }

  @Test
  void find_withoutAKey_isEmpty() throws IOException {
    assertThat(keys().find(Domain.PUBLIC)).isEmpty();
  }

  @Test
  void findOrCreate_twice_isTheSameKey() throws IOException {
    byte[] first = keys().findOrCreate(Domain.PUBLIC).idOf(HASH);

    byte[] again = keys().findOrCreate(Domain.PUBLIC).idOf(HASH);

    assertThat(again).isEqualTo(first);
  }

  @Test
  void findOrCreate_ofTwoDomains_givesDifferentIds() throws IOException {
    var keys = keys();

    byte[] ofTenant = keys.findOrCreate(Domain.of(TenantId.DEFAULT)).idOf(HASH);
    byte[] ofAll = keys.findOrCreate(Domain.PUBLIC).idOf(HASH);

    assertThat(ofTenant).isNotEqualTo(ofAll);
  }

  @Test
  void findOrCreate_newKey_isAFileForTheOwnerAlone() throws IOException {
    keys().findOrCreate(Domain.of(TenantId.DEFAULT));

    Path file = directory.resolve("tenant.default.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).matches("tain-key-1 [0-9a-f]{64}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
  void find_keyThatOthersMayAccess_isExposed(String permissions) throws IOException {
    keys().findOrCreate(Domain.PUBLIC);
    Files.setPosixFilePermissions(
        directory.resolve("public.key"), PosixFilePermissions.fromString(permissions));

    assertThatThrownBy(() -> keys().find(Domain.PUBLIC))
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_EXPOSED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tain-key-1 00\n", "tain-key-2 %s\n", "tain-key-1 %s ", "%1$s%1$s"})
  void findOrCreate_fileThatIsNoKey_isDamagedAndKept(String pattern) throws IOException {
    keys().findOrCreate(Domain.PUBLIC);
    Path file = directory.resolve("public.key");
    String content = pattern.formatted("0".repeat(64));
    Files.writeString(file, content);

    assertThatThrownBy(() -> keys().findOrCreate(Domain.PUBLIC))
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_DAMAGED));
    assertThat(Files.readString(file)).isEqualTo(content);
  }

  private LocalKeys keys() {
    return new LocalKeys(directory, new LocalDurableFiles(), new SecureRandom());
  }
}
