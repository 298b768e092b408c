package io.tain.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.Secret;
import io.tain.base.TainException;
import io.tain.build.yaml.YamlSection;
import io.tain.db.DatabasePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// What `config.yaml` of a home says; a home without the file has the defaults.
///
/// ```yaml
/// database:
///   url: postgresql://HOST:PORT/DATABASE
///   user: NAME
///   password_file: FILE, relative to the home, for its owner alone
///   max_connections: 2 to 100, by default 8
/// ```
///
/// @param database by default a file of SQLite's in `catalog/`
record HomeConfiguration(DatabasePlace database) {
  private static final String URL = "postgresql://[A-Za-z0-9.\\[\\]:_-]+/[A-Za-z0-9_-]+(\\?\\S*)?";
  private static final String CONNECTIONS = "[2-9]|[1-9][0-9]|100";
  private static final int DEFAULT_CONNECTIONS = 8;
  private static final int MAX_PASSWORD_BYTES = 4096;
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  /// Reads the file of a home.
  ///
  /// @throws TainException `config.malformed`, also for a key that nobody knows; `key.exposed` if
  ///     others can read the password
  /// @throws IOException if a file cannot be read
  static HomeConfiguration of(Home home) throws IOException {
    Path file = home.configFile();
    if (!Files.exists(file)) {
      return new HomeConfiguration(sqlite(home));
    }
    String text = new String(head(file, YamlSection.MAX_CHARACTERS), UTF_8);
    var root = YamlSection.read(ErrorCode.CONFIG_MALFORMED, file.toString(), text);
    Optional<YamlSection> database = root.section("database");
    root.end("database");
    return new HomeConfiguration(
        database.isPresent() ? postgres(home, database.get()) : sqlite(home));
  }

  private static DatabasePlace sqlite(Home home) {
    return new DatabasePlace.SqliteFile(home.catalog().resolve("tain.db"));
  }

  private static DatabasePlace postgres(Home home, YamlSection section) throws IOException {
    String url =
        section.requiredText(
            "url", text -> text.matches(URL), "postgresql://HOST:PORT/DATABASE without a password");
    String user = section.requiredText("user", text -> !text.isBlank(), "a name");
    String password = section.requiredText("password_file", text -> !text.isBlank(), "a file");
    int connections =
        section
            .text("max_connections", text -> text.matches(CONNECTIONS), "2 to 100")
            .map(Integer::parseInt)
            .orElse(DEFAULT_CONNECTIONS);
    section.end("url | user | password_file | max_connections");
    return new DatabasePlace.PostgresServer(
        "jdbc:" + url, user, secret(home.root().resolve(password)), connections);
  }

  private static Secret secret(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER.containsAll(permissions)) {
      throw TainException.of(
          ErrorCode.KEY_EXPOSED, "path", file, "found", PosixFilePermissions.toString(permissions));
    }
    return new Secret(new String(head(file, MAX_PASSWORD_BYTES), UTF_8).strip());
  }

  private static byte[] head(Path file, int maxBytes) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(maxBytes);
    }
  }
}
