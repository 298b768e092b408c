package io.tain.cli.output;

import java.util.Arrays;
import java.util.List;

/// A [Table] of too many rows to hold: all of them are measured first, then each becomes a line.
public final class LongTable {
  private final List<String> headings;
  private int[] widths = new int[0];

  private LongTable(List<String> headings) {
    this.headings = headings;
    measure(headings.toArray());
  }

  /// A table with these headings.
  public static LongTable withHeadings(String... headings) {
    return new LongTable(List.of(headings));
  }

  /// Makes the columns wide enough for a row.
  public void measure(Object... cells) {
    widths = Arrays.copyOf(widths, Math.max(widths.length, cells.length));
    List<String> row = Table.shown(cells);
    for (int column = 0; column < row.size(); column++) {
      widths[column] = Math.max(widths[column], Table.displayWidth(row.get(column)));
    }
  }

  /// The headings as a line, ended; to be asked for once all rows were measured.
  public String headings() {
    return line(headings.toArray());
  }

  /// A row as a line, ended.
  public String line(Object... cells) {
    return Table.line(Table.shown(cells), widths) + "\n";
  }
}
