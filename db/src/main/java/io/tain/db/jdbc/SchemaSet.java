package io.tain.db.jdbc;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.db.Database;
import io.tain.db.Dialect;
import io.tain.db.Schema;
import io.tain.db.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;

/// The tables that a database must have, and the table `schema_version` that says which it has.
record SchemaSet(List<Schema> schemas) {
  // Any number that no other program uses as an advisory lock in the same database.
  private static final long LOCK = 0x7461696e_64620001L;

  private static final String VERSIONS =
      """
      create table if not exists schema_version (
        module ${text} not null primary key,
        version bigint not null
      )
      """;

  SchemaSet {
    schemas = List.copyOf(schemas);
    if (schemas.stream().map(Schema::module).distinct().count() < schemas.size()) {
      throw new IllegalArgumentException("a module's tables are named twice");
    }
  }

  /// Makes what is missing in one transaction; only when something is older, Flyway is started.
  ///
  /// @param source connections for Flyway, asked for only then
  void bringUpToDate(Database database, Supplier<DataSource> source) {
    List<Older> older = database.transact(this::makeMissing);
    if (!older.isEmpty()) {
      var migrations = new FlywayMigrations(source.get());
      for (Older one : older) {
        migrations.run(one.schema(), one.found(), one.dialect());
        database.transact(tx -> setVersion(tx, one.schema()));
      }
    }
  }

  private List<Older> makeMissing(Transaction tx) {
    lock(tx);
    tx.sql(tx.dialect().filledIn(VERSIONS)).update();
    Map<String, Integer> found = found(tx);
    schemas.forEach(schema -> refuseNewer(schema, found.getOrDefault(schema.module(), 0)));
    for (Schema schema : schemas) {
      if (!found.containsKey(schema.module())) {
        SchemaScript.baseline(schema, tx.dialect()).run(tx);
        setVersion(tx, schema);
      }
    }
    return schemas.stream()
        .map(schema -> older(schema, found.getOrDefault(schema.module(), schema.version()), tx))
        .filter(older -> older.found() < older.schema().version())
        .toList();
  }

  private static Older older(Schema schema, int found, Transaction tx) {
    return new Older(schema, found, tx.dialect());
  }

  // Two servers that start on an empty database at once: one makes the tables, the other sees them.
  private static void lock(Transaction tx) {
    switch (tx.dialect()) {
      case POSTGRESQL ->
          tx.sql("select pg_advisory_xact_lock(:lock)").bind("lock", LOCK).first(_ -> true);
      case SQLITE -> {
        // Its transactions that write exclude each other from their first statement on.
      }
    }
  }

  private static Map<String, Integer> found(Transaction tx) {
    var found = new HashMap<String, Integer>();
    tx.sql("select module, version from schema_version")
        .forEach(row -> found.put(row.text("module"), row.smallNumber("version")));
    return found;
  }

  private static void refuseNewer(Schema schema, int found) {
    if (found > schema.version()) {
      throw TainException.of(
          ErrorCode.DATABASE_NEWER,
          "module",
          schema.module(),
          "found",
          found,
          "known",
          schema.version());
    }
  }

  private static int setVersion(Transaction tx, Schema schema) {
    return tx.sql(
            """
            insert into schema_version (module, version) values (:module, :version)
            on conflict (module) do update set version = excluded.version
            """)
        .bind("module", schema.module())
        .bind("version", schema.version())
        .update();
  }

  /// Tables that this program knows in a newer version than the database has.
  private record Older(Schema schema, int found, Dialect dialect) {}
}
