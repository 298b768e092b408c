package io.tain.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows of text in aligned columns; Chinese characters count two columns, as terminals show them.
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  private Table() {}

  /// A table with these headings.
  public static Table withHeadings(String... headings) {
    return new Table().row((Object[]) headings);
  }

  /// A table of names and values, without headings.
  public static Table ofFacts() {
    return new Table();
  }

  /// Adds a row; each cell is printed by its `toString`, but for what [Visible] spells out.
  public Table row(Object... cells) {
    rows.add(shown(cells));
    return this;
  }

  static List<String> shown(Object... cells) {
    return Arrays.stream(cells).map(String::valueOf).map(Visible::text).toList();
  }

  /// The lines, each ended.
  @Override
  public String toString() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = IntStream.range(0, columns).map(this::width).toArray();
    return rows.stream().map(row -> line(row, widths) + "\n").collect(Collectors.joining());
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> displayWidth(row.get(column)))
        .max()
        .orElse(0);
  }

  static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      line.append(cell);
      if (column < row.size() - 1) {
        line.repeat(' ', widths[column] - displayWidth(cell)).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  static int displayWidth(String text) {
    return text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
  }

  /// East Asian wide and full-width characters, as Unicode's UAX 11 counts them.
  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115f)
        || (point >= 0x2e80 && point <= 0xa4cf)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff00 && point <= 0xff60)
        || (point >= 0xffe0 && point <= 0xffe6)
        || (point >= 0x20000 && point <= 0x3fffd);
  }
}
