package io.tain.disk.lvm;

import java.util.ArrayList;
import java.util.List;

/// Reads the text of a description.
///
/// It knows `name { … }`, `name = value`, `name = [value, …]` and `# comment`.
///
/// Source: libdm/libdm-config.c of lvm2. The text is at most as long as its area allows; depth and
/// number of names are bounded here.
final class MetadataText {
  private static final int MAX_DEPTH = 8;

  private final MetadataArea.Text source;
  private final String text;
  private final NameBudget names;
  private int at;

  private MetadataText(MetadataArea.Text source, NameBudget names) {
    this.source = source;
    this.text = source.content();
    this.names = names;
  }

  /// @param names of this text and of all others that are held with it
  static Section parse(MetadataArea.Text text, NameBudget names) {
    return new MetadataText(text, names).section(0);
  }

  private Section section(int depth) {
    var section = new Section(source.place(at));
    while (true) {
      skipBlanks();
      if (at == text.length() || text.charAt(at) == '\0' || text.charAt(at) == '}') {
        expect(
            depth == 0
                ? at == text.length() || text.charAt(at) == '\0'
                : at < text.length() && text.charAt(at) == '}',
            "the end of a part");
        at++;
        return section;
      }
      String name = name();
      takeName();
      skipBlanks();
      if (take('{')) {
        expect(depth < MAX_DEPTH, "parts up to %d deep".formatted(MAX_DEPTH));
        section.sections().put(name, section(depth + 1));
      } else {
        expect(take('='), "= or {");
        section.values().put(name, values());
      }
    }
  }

  private List<Object> values() {
    skipBlanks();
    if (!take('[')) {
      return List.of(value());
    }
    var values = new ArrayList<Object>();
    while (true) {
      skipBlanks();
      if (take(']')) {
        return values;
      }
      takeName();
      values.add(value());
      skipBlanks();
      take(',');
    }
  }

  /// A text in quotes, or a number.
  private Object value() {
    if (take('"')) {
      var value = new StringBuilder();
      while (!take('"')) {
        take('\\');
        expect(at < text.length(), "the end of a text");
        value.append(text.charAt(at++));
      }
      return value.toString();
    }
    int start = at;
    while (at < text.length() && "+-.0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(start, at);
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException fraction) {
      expect(digits.length() > 1 && digits.indexOf('.') >= 0, "a number or a text in quotes");
      // No number that is used has a fraction.
      return -1L;
    }
  }

  private String name() {
    int start = at;
    while (at < text.length() && isName(text.charAt(at))) {
      at++;
    }
    expect(at > start, "a name");
    return text.substring(start, at);
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || "_-+./@".indexOf(c) >= 0;
  }

  private void skipBlanks() {
    while (at < text.length()) {
      if (text.charAt(at) == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (!Character.isWhitespace(text.charAt(at))) {
        return;
      } else {
        at++;
      }
    }
  }

  private void takeName() {
    expect(names.take(), "at most %d names and values".formatted(NameBudget.MAX));
  }

  private boolean take(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(boolean condition, String expected) {
    if (!condition) {
      throw Label.malformed(
          source.place(at),
          expected + " in the metadata",
          at < text.length() ? "0x%x".formatted((int) text.charAt(at)) : "the end");
    }
  }
}
