package io.tain.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.TainException;
import io.tain.db.DatabasePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HomeConfigurationTest {
  private static final String SERVER =
      """
      database:
        url: postgresql://db.example:5432/tain?sslmode=verify-full
        user: tain
        password_file: keys/database.password
      """;

  @TempDir private Path folder;

  private Home home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new Home(folder.resolve("home")).create();
    Path password = home.keys().resolve("database.password");
    Files.writeString(password, "secret\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void of_homeWithoutAFile_isSqlite() throws IOException {
    assertThat(HomeConfiguration.of(home).database())
        .isEqualTo(new DatabasePlace.SqliteFile(home.catalog().resolve("tain.db")));
  }

  @Test
  void of_fileThatNamesAServer_isThatServer() throws IOException {
    Files.writeString(home.configFile(), SERVER + "  max_connections: 20\n");

    var place = (DatabasePlace.PostgresServer) HomeConfiguration.of(home).database();

    assertThat(place.url()).isEqualTo("jdbc:postgresql://db.example:5432/tain?sslmode=verify-full");
    assertThat(place.user()).isEqualTo("tain");
    assertThat(place.password().reveal()).isEqualTo("secret");
    assertThat(place.maxConnections()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "database: yes",
        "databse: {}",
        "database: {}",
        SERVER + "  pool: 3",
        SERVER + "  max_connections: 1",
        SERVER + "  max_connections: 101",
        SERVER + "  user: twice",
        "database: {url: 'mysql://host/tain', user: tain, password_file: p}",
        "database: {url: 'postgresql://tain:secret@host/tain', user: tain, password_file: p}",
      })
  void of_fileThatIsNotAsItMustBe_isMalformed(String text) throws IOException {
    Files.writeString(home.configFile(), text);

    assertThatThrownBy(() -> HomeConfiguration.of(home))
        .isInstanceOf(TainException.class)
        .extracting(thrown -> ((TainException) thrown).code())
        .isEqualTo(ErrorCode.CONFIG_MALFORMED);
  }

  @Test
  void of_passwordThatOthersCanRead_isExposed() throws IOException {
    Files.writeString(home.configFile(), SERVER);
    Files.setPosixFilePermissions(
        home.keys().resolve("database.password"), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> HomeConfiguration.of(home))
        .isInstanceOf(TainException.class)
        .extracting(thrown -> ((TainException) thrown).code())
        .isEqualTo(ErrorCode.KEY_EXPOSED);
  }
}
