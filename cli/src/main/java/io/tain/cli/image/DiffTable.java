package io.tain.cli.image;

import io.tain.api.VersionDiffView;
import io.tain.base.Messages;
import io.tain.cli.output.Table;
import java.util.List;
import java.util.stream.Stream;

/// The difference of two versions' packages, for people.
public final class DiffTable {
  private final Messages messages;

  public DiffTable(Messages messages) {
    this.messages = messages;
  }

  /// One line for each package that was added (`+`), removed (`-`), upgraded (`^`) or
  /// downgraded (`v`).
  public String of(VersionDiffView diff) {
    if (isEmpty(diff)) {
      return messages.text("diff.none") + "\n";
    }
    Table table =
        Table.withHeadings(
            "",
            messages.text("heading.package"),
            messages.text("heading.from"),
            messages.text("heading.to"));
    diff.added().forEach(p -> table.row("+", p.name(), "", p.version()));
    diff.removed().forEach(p -> table.row("-", p.name(), p.version(), ""));
    diff.upgraded().forEach(p -> table.row("^", p.name(), p.from(), p.to()));
    diff.downgraded().forEach(p -> table.row("v", p.name(), p.from(), p.to()));
    return table.toString();
  }

  private static boolean isEmpty(VersionDiffView diff) {
    return Stream.of(diff.added(), diff.removed(), diff.upgraded(), diff.downgraded())
        .allMatch(List::isEmpty);
  }
}
