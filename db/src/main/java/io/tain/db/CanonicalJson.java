package io.tain.db;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// JSON in the one form that RFC 8785 gives it: sorted keys, no white space.
///
/// Values are maps with `String` keys, lists, strings, whole numbers that a double holds exactly,
/// and truth values; anything else is an `IllegalArgumentException`.
public final class CanonicalJson {
  private static final long MAX_EXACT_INTEGER = 1L << 53;

  private CanonicalJson() {}

  /// The canonical text of a value.
  public static String write(Object value) {
    var json = new StringBuilder();
    append(json, value);
    return json.toString();
  }

  private static void append(StringBuilder json, Object value) {
    switch (value) {
      case String text -> appendText(json, text);
      case Boolean flag -> json.append(flag);
      case Integer number -> json.append(number);
      case Long number -> json.append(exact(number));
      case List<?> list -> appendList(json, list);
      case Map<?, ?> map -> appendMap(json, map);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
    }
  }

  private static long exact(long number) {
    if (number > MAX_EXACT_INTEGER || number < -MAX_EXACT_INTEGER) {
      throw new IllegalArgumentException("not exact as a JSON number: " + number);
    }
    return number;
  }

  private static void appendList(StringBuilder json, List<?> list) {
    json.append('[');
    for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
      append(json, elements.next());
      json.append(elements.hasNext() ? "," : "");
    }
    json.append(']');
  }

  private static void appendMap(StringBuilder json, Map<?, ?> map) {
    // String.compareTo orders by UTF-16 code units, which is the order of RFC 8785, section 3.2.3.
    var sorted = new TreeMap<String, Object>();
    map.forEach((key, value) -> sorted.put((String) key, value));
    json.append('{');
    String separator = "";
    for (var entry : sorted.entrySet()) {
      json.append(separator);
      appendText(json, entry.getKey());
      json.append(':');
      append(json, entry.getValue());
      separator = ",";
    }
    json.append('}');
  }

  private static void appendText(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      appendUnit(json, text, i);
    }
    json.append('"');
  }

  private static void appendUnit(StringBuilder json, String text, int index) {
    char unit = text.charAt(index);
    switch (unit) {
      case '"' -> json.append("\\\"");
      case '\\' -> json.append("\\\\");
      case '\b' -> json.append("\\b");
      case '\t' -> json.append("\\t");
      case '\n' -> json.append("\\n");
      case '\f' -> json.append("\\f");
      case '\r' -> json.append("\\r");
      default -> {
        if (unit < 0x20) {
          json.append("\\u%04x".formatted((int) unit));
        } else {
          json.append(paired(text, index));
        }
      }
    }
  }

  private static char paired(String text, int index) {
    char unit = text.charAt(index);
    boolean alone =
        Character.isHighSurrogate(unit)
            ? index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1))
            : Character.isLowSurrogate(unit)
                && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    if (alone) {
      throw new IllegalArgumentException("not Unicode: a surrogate alone at " + index);
    }
    return unit;
  }
}
