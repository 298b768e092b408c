package io.tain.db.jdbc;

import io.tain.db.Dialect;
import io.tain.db.Schema;
import io.tain.db.Transaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One script of a module, for one dialect, its placeholders filled in.
///
/// A statement ends with a semicolon at the end of its line; a comment has its line to itself.
///
/// @param name such as `V2`
record SchemaScript(String name, String text) {
  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*\\R");
  private static final Pattern END = Pattern.compile("(?m);\\s*$");

  /// The script that makes the newest tables at once.
  static SchemaScript baseline(Schema schema, Dialect dialect) {
    return load(schema, schema.version() == 1 ? "V1" : "B" + schema.version(), dialect);
  }

  /// The script that takes the tables from the version before to `version`.
  static SchemaScript migration(Schema schema, int version, Dialect dialect) {
    return load(schema, "V" + version, dialect);
  }

  void run(Transaction tx) {
    statements().forEach(statement -> tx.sql(statement).update());
  }

  List<String> statements() {
    return END.splitAsStream(COMMENT.matcher(text).replaceAll(""))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  private static SchemaScript load(Schema schema, String name, Dialect dialect) {
    String file = "schema/" + name;
    String text =
        Stream.of(file + "." + dialect.text() + ".sql", file + ".sql")
            .map(path -> schema.anchor().getResourceAsStream(path))
            .flatMap(Stream::ofNullable)
            .map(SchemaScript::read)
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException(schema.module() + " has no script " + name));
    return new SchemaScript(name, dialect.filledIn(text));
  }

  private static String read(InputStream script) {
    try (script) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
