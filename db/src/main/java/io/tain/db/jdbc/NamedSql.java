package io.tain.db.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// A statement whose parameters have names, taken apart at them.
///
/// A colon begins a parameter when a letter follows it and no colon precedes it (`a::bigint` is a
/// cast), outside quotes. `names.get(i)` lies between `texts.get(i)` and `texts.get(i + 1)`.
record NamedSql(List<String> texts, List<String> names) {
  static NamedSql parse(String sql) {
    var texts = new ArrayList<String>();
    var names = new ArrayList<String>();
    int start = 0;
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'' || c == '"') {
        at = afterQuote(sql, at, c);
      } else if (isName(sql, at)) {
        texts.add(sql.substring(start, at));
        start = afterName(sql, at + 1);
        names.add(sql.substring(at + 1, start));
        at = start;
      } else {
        at++;
      }
    }
    texts.add(sql.substring(start));
    return new NamedSql(texts, names);
  }

  /// The statement for JDBC: as many question marks for each parameter as it has values.
  String positional(ToIntFunction<String> counts) {
    var sql = new StringBuilder(texts.getFirst());
    for (int i = 0; i < names.size(); i++) {
      int count = counts.applyAsInt(names.get(i));
      sql.append(count == 0 ? "null" : "?, ".repeat(count - 1) + "?").append(texts.get(i + 1));
    }
    return sql.toString();
  }

  private static boolean isName(String sql, int at) {
    return sql.charAt(at) == ':'
        && at + 1 < sql.length()
        && Character.isLetter(sql.charAt(at + 1))
        && (at == 0 || sql.charAt(at - 1) != ':');
  }

  private static int afterQuote(String sql, int at, char quote) {
    int end = sql.indexOf(quote, at + 1);
    return end < 0 ? sql.length() : end + 1;
  }

  private static int afterName(String sql, int at) {
    int end = at;
    while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || isLow(sql, end))) {
      end++;
    }
    return end;
  }

  private static boolean isLow(String sql, int at) {
    return sql.charAt(at) == '_';
  }
}
