package io.tain.inspect;

import java.util.HashMap;
import java.util.Map;

/// The distribution that an image holds, as its os-release file says; absent fields are empty.
///
/// @param id in lower case, such as `debian`
/// @param idLike ids of related distributions, separated by spaces
/// @param versionId such as `12`
/// @param codename such as `bookworm`
/// @param prettyName for people, such as `Debian GNU/Linux 12 (bookworm)`
public record OsRelease(
    String id, String idLike, String versionId, String codename, String prettyName) {
  /// The fields of an os-release file; a line that is no assignment is left out.
  ///
  /// Source: os-release(5): assignments of a POSIX shell, the last one of a name counts. Control
  /// characters are dropped, since the values are shown to people.
  public static OsRelease parse(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String line : text.split("\n")) {
      String assignment = line.strip();
      int equals = assignment.indexOf('=');
      if (equals > 0 && !assignment.startsWith("#")) {
        fields.put(assignment.substring(0, equals), value(assignment.substring(equals + 1)));
      }
    }
    return new OsRelease(
        fields.getOrDefault("ID", "linux"),
        fields.getOrDefault("ID_LIKE", ""),
        fields.getOrDefault("VERSION_ID", ""),
        fields.getOrDefault("VERSION_CODENAME", ""),
        fields.getOrDefault("PRETTY_NAME", "Linux"));
  }

  private static String value(String word) {
    var value = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\' && i + 1 < word.length() && isEscape(quote, word.charAt(i + 1))) {
        value.append(word.charAt(++i));
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        break;
      } else {
        value.append(c);
      }
    }
    return value.toString().replaceAll("\\p{Cntrl}", "");
  }

  /// Between double quotes a backslash escapes four characters, between single ones none.
  private static boolean isEscape(char quote, char next) {
    return quote == 0 || (quote == '"' && "\"\\$`".indexOf(next) >= 0);
  }
}
