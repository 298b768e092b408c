package io.tain.db;

import java.util.ArrayList;
import java.util.List;

/// Every table of a database as text: its columns, keys and checks, and the rows it begins with.
public final class SchemaDump {
  private static final String TABLES_OF_SQLITE =
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
  private static final String TABLES_OF_POSTGRES =
      "select table_name as name from information_schema.tables where table_schema = current_schema()";

  private SchemaDump() {}

  /// The lines of a database, in a fixed order; without the tables that Flyway keeps.
  public static List<String> of(Database database) {
    return database.read(SchemaDump::lines);
  }

  /// The names of its tables.
  public static List<String> tables(Database database) {
    return database.read(SchemaDump::tables);
  }

  private static List<String> lines(Transaction tx) {
    var lines = new ArrayList<String>();
    lines.addAll(
        switch (tx.dialect()) {
          case SQLITE -> sqlite(tx);
          case POSTGRESQL -> postgres(tx);
        });
    lines.removeIf(line -> line.contains("schema_history"));
    lines.sort(null);
    tables(tx).stream()
        .filter(name -> !name.startsWith("schema_history"))
        .forEach(table -> lines.addAll(rows(tx, table)));
    return lines;
  }

  private static List<String> sqlite(Transaction tx) {
    // The text of a statement is kept as it was written; only its white space may differ.
    return tx.sql("select type, name, sql from sqlite_master where sql is not null")
        .list(row -> row.text("type") + " " + row.text("name") + " " + tidy(row.text("sql")));
  }

  private static String tidy(String sql) {
    return sql.replaceAll("\\s+", " ").replaceAll(" ?([(),]) ?", "$1").strip();
  }

  private static List<String> postgres(Transaction tx) {
    var lines = new ArrayList<String>();
    lines.addAll(
        tx.sql(
                """
                select concat_ws(' ', 'column', table_name, ordinal_position, column_name,
                  data_type, collation_name, is_nullable, column_default) as line
                from information_schema.columns where table_schema = current_schema()
                """)
            .list(row -> row.text("line")));
    lines.addAll(
        tx.sql(
                "select replace(indexdef, current_schema() || '.', '') as line from pg_indexes where schemaname = current_schema()")
            .list(row -> row.text("line")));
    lines.addAll(
        tx.sql(
                """
                select conrelid::regclass::text || ' ' || conname || ' '
                  || pg_get_constraintdef(oid) as line
                from pg_constraint where connamespace = current_schema()::regnamespace
                """)
            .list(row -> row.text("line")));
    return lines;
  }

  private static List<String> tables(Transaction tx) {
    String sql =
        switch (tx.dialect()) {
          case SQLITE -> TABLES_OF_SQLITE;
          case POSTGRESQL -> TABLES_OF_POSTGRES;
        };
    return tx.sql(sql).list(row -> row.text("name")).stream().sorted().toList();
  }

  private static List<String> rows(Transaction tx, String table) {
    String sql =
        switch (tx.dialect()) {
          case SQLITE -> "select count(*) as line from " + table;
          case POSTGRESQL -> "select t::text as line from " + table + " t order by 1";
        };
    return tx.sql(sql).list(row -> "row of " + table + " " + row.text("line"));
  }
}
