package io.tain.db;

/// The SQL databases that Tain runs on, and the few words in which their SQL differs.
public enum Dialect {
  SQLITE("sqlite", "", "text", "blob"),
  POSTGRESQL("postgresql", " for update", "text collate \"C\"", "bytea");

  private final String text;
  private final String forUpdate;
  private final String textType;
  private final String bytesType;

  Dialect(String text, String forUpdate, String textType, String bytesType) {
    this.text = text;
    this.forUpdate = forUpdate;
    this.textType = textType;
    this.bytesType = bytesType;
  }

  /// The name in the names of script files.
  public String text() {
    return text;
  }

  /// The end of a `select` that locks its rows.
  public String forUpdate() {
    return forUpdate;
  }

  /// The script with its types filled in: `${text}`, whose order is that of its bytes on every
  /// database, and `${bytes}`.
  public String filledIn(String script) {
    return script.replace("${text}", textType).replace("${bytes}", bytesType);
  }
}
