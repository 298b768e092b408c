package io.tain.cli.server;

import io.tain.api.ScrubFindingView;
import io.tain.api.ScrubView;
import io.tain.base.ByteSize;
import io.tain.base.ErrorKind;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.Table;

/// What a scrub found, for people.
public final class ScrubText {
  private ScrubText() {}

  /// Prints it; the exit code is that of an error when anything was found.
  public static int print(CommandContext context, ScrubView view) {
    context.print(view, () -> text(context, view));
    return view.findings().isEmpty() ? 0 : ErrorKind.FAILED.exitCode();
  }

  private static String text(CommandContext context, ScrubView view) {
    var messages = context.messages();
    String facts =
        Table.ofFacts()
            .row(messages.text("heading.packs"), view.packs())
            .row(messages.text("heading.versions"), view.versions())
            .row(messages.text("heading.read"), ByteSize.text(view.readBytes()))
            .row(messages.text("heading.damaged"), view.findings().size())
            .toString();
    if (view.findings().isEmpty()) {
      return facts;
    }
    Table table =
        Table.withHeadings(
            messages.text("heading.object"),
            messages.text("heading.offset"),
            messages.text("heading.code"),
            messages.text("heading.versions"));
    for (ScrubFindingView finding : view.findings()) {
      table.row(
          finding.object(),
          finding.offset(),
          finding.code(),
          String.join(", ", finding.versions()));
    }
    return facts + "\n" + table;
  }
}
