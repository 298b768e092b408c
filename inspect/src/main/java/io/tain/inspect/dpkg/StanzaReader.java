package io.tain.inspect.dpkg;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The stanzas of a database file, one after the other; holds one line at a time.
///
/// Source: deb822(5): `Name: value`, lines that start with a blank continue a value, an empty line
/// ends a stanza.
final class StanzaReader {
  private static final int MAX_LINE_BYTES = 1 << 20;
  private static final int MAX_STANZA_BYTES = 4 << 20;

  private final String path;
  private final InputStream input;
  private long offset;

  StanzaReader(String path, InputStream input) {
    this.path = path;
    this.input = new BufferedInputStream(input, 1 << 16);
  }

  /// The next stanza; null at the end.
  @Nullable Stanza next() throws IOException {
    Map<String, String> fields = new HashMap<>();
    long start = offset;
    boolean isEmpty = true;
    for (String line = line(); line != null; line = line()) {
      if (line.isBlank()) {
        if (!isEmpty) {
          return new Stanza(path, start, fields);
        }
        start = offset;
        continue;
      }
      isEmpty = false;
      if (offset - start > MAX_STANZA_BYTES) {
        throw malformed(start, "a stanza of at most " + MAX_STANZA_BYTES + " bytes", "more");
      }
      keep(line, fields, start);
    }
    return isEmpty ? null : new Stanza(path, start, fields);
  }

  private void keep(String line, Map<String, String> fields, long start) {
    if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
      return;
    }
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw malformed(start, "lines as Name: value", line);
    }
    String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
    if (Stanza.FIELDS.contains(name)
        && fields.put(name, line.substring(colon + 1).strip()) != null) {
      throw malformed(start, "one field " + name, "two");
    }
  }

  private @Nullable String line() throws IOException {
    var line = new ByteArrayOutputStream();
    int b = input.read();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = input.read()) {
      if (line.size() == MAX_LINE_BYTES) {
        throw malformed(offset, "a line of at most " + MAX_LINE_BYTES + " bytes", "more");
      }
      line.write(b);
    }
    offset += line.size() + 1L;
    return line.toString(StandardCharsets.UTF_8);
  }

  private RuntimeException malformed(long at, String expected, String found) {
    return DpkgDatabase.malformed(path, at, expected, found);
  }
}
