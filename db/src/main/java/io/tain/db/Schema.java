package io.tain.db;

/// The tables of one module, as scripts that lie beside a class of that module.
///
/// `schema/V1.sql` makes them in their first form; `V2.sql`, `V3.sql` … each take them one version
/// on. From version 2 on `schema/B<version>.sql` is the baseline: it makes the newest form at once,
/// for an empty database. A script that must differ is two: `V2.sqlite.sql`, `V2.postgresql.sql`.
/// `${text}` and `${bytes}` are types ([Dialect#filledIn]). A released script is never changed.
///
/// @param module `[a-z]+`, the module that owns the tables; their names begin with it or with what
///     it is about, and no two modules name the same table
/// @param version the newest version, `>= 1`
/// @param anchor a class of the module whose package holds the folder `schema`
public record Schema(String module, int version, Class<?> anchor) {
  public Schema {
    if (!module.matches("[a-z]+") || version < 1) {
      throw new IllegalArgumentException("schema %s version %d".formatted(module, version));
    }
  }
}
