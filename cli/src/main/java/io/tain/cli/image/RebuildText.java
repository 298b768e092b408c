package io.tain.cli.image;

import io.tain.api.BuildDifference;
import io.tain.api.BuildDifference.DifferentRun;
import io.tain.api.Built;
import io.tain.base.ByteSize;
import io.tain.base.Messages;
import io.tain.cli.output.Table;

/// What building again showed, for people: the same bytes, or which blocks differ.
public final class RebuildText {
  private final Messages messages;

  public RebuildText(Messages messages) {
    this.messages = messages;
  }

  /// A sentence; below it the first blocks that differ.
  public String of(Built built) {
    BuildDifference difference = built.difference();
    if (built.reproduced()) {
      return messages.text("build.reproduced") + "\n";
    }
    if (difference.earlier().isEmpty()) {
      return messages.text("build.no-earlier") + "\n";
    }
    String sentence =
        messages.text(
            "build.differs",
            "count",
            difference.blockCount(),
            "size",
            ByteSize.text(difference.blockBytes()),
            "version",
            difference.earlier());
    return sentence + "\n" + table(difference);
  }

  private Table table(BuildDifference difference) {
    Table table =
        Table.withHeadings(
            messages.text("heading.partition"),
            messages.text("heading.offset"),
            messages.text("heading.size"),
            messages.text("heading.file"));
    difference
        .runs()
        .forEach(
            run ->
                table.row(
                    run.partition() == 0 ? "-" : run.partition(),
                    run.offsetBytes(),
                    ByteSize.text(run.lengthBytes()),
                    place(run)));
    return table;
  }

  private String place(DifferentRun run) {
    if (!run.path().isEmpty()) {
      return run.path();
    }
    return messages.text(run.partition() == 0 ? "build.between" : "build.no-file");
  }
}
