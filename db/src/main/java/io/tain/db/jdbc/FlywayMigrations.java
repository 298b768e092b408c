package io.tain.db.jdbc;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.db.Dialect;
import io.tain.db.Schema;
import java.io.Reader;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/// Takes a module's tables from an older version to the newest, script by script, by Flyway.
///
/// Each module has its own history table, so modules number their scripts without each other.
record FlywayMigrations(DataSource source) {
  /// @throws TainException `database.failed` if a script fails: those before it stay done, and the
  ///     next opening goes on with it
  void run(Schema schema, int found, Dialect dialect) {
    try {
      Flyway.configure()
          .dataSource(source)
          .table("schema_history_" + schema.module())
          .baselineOnMigrate(true)
          .baselineVersion(Integer.toString(found))
          .placeholderReplacement(false)
          .resourceProvider(new Scripts(scripts(schema, dialect)))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw TainException.of(ErrorCode.DATABASE_FAILED, "reason", firstLine(e)).causedBy(e);
    }
  }

  private static List<ScriptResource> scripts(Schema schema, Dialect dialect) {
    return IntStream.rangeClosed(1, schema.version())
        .mapToObj(version -> SchemaScript.migration(schema, version, dialect))
        .map(ScriptResource::new)
        .toList();
  }

  private static String firstLine(FlywayException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  /// The scripts, as Flyway asks for them.
  private record Scripts(List<ScriptResource> scripts) implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
      return scripts.stream()
          .filter(script -> script.getFilename().equals(name))
          .findFirst()
          .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return scripts.stream()
          .filter(script -> script.getFilename().startsWith(prefix))
          .<LoadableResource>map(script -> script)
          .toList();
    }
  }

  /// One script in memory, named as Flyway names files.
  private static final class ScriptResource extends LoadableResource {
    private final SchemaScript script;

    ScriptResource(SchemaScript script) {
      this.script = script;
    }

    @Override
    public Reader read() {
      return new StringReader(script.text());
    }

    @Override
    public String getFilename() {
      return script.name() + "__tables.sql";
    }

    @Override
    public String getAbsolutePath() {
      return getFilename();
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return getFilename();
    }

    @Override
    public String getRelativePath() {
      return getFilename();
    }
  }
}
