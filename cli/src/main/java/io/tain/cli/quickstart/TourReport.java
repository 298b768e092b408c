package io.tain.cli.quickstart;

import io.tain.api.Stored;
import io.tain.base.ByteSize;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// What the tour prints, and the table that it ends with.
final class TourReport {
  private static final double MILLIS_PER_SECOND = 1000;

  private final CommandContext context;
  private final Instant startedAt;
  private final Table table = Table.ofFacts();
  private int step;

  TourReport(CommandContext context) {
    this.context = context;
    this.startedAt = context.clock().instant();
  }

  /// Begins the next step.
  void heading(String key, Object... arguments) {
    step++;
    context.out().println();
    context.out().println(step + ". " + context.messages().text(key, arguments));
    context.out().flush();
  }

  /// A sentence of the step under way.
  void line(String key, Object... arguments) {
    text(context.messages().text(key, arguments));
  }

  /// Lines of the step under way that are no sentence.
  void text(String lines) {
    lines.lines().forEach(line -> context.out().println("   " + line));
    context.out().flush();
  }

  /// A row of the closing table.
  void fact(String headingKey, String value) {
    table.row(context.messages().text(headingKey), value);
  }

  /// What storing a version cost.
  void stored(Stored stored, String headingKey) {
    if (stored.unchanged()) {
      line("quickstart.unchanged", "version", stored.image() + "@" + stored.version());
      return;
    }
    line(
        "quickstart.stored",
        "version",
        stored.image() + "@" + stored.version(),
        "virtual",
        ByteSize.text(stored.virtualSizeBytes()),
        "data",
        ByteSize.text(stored.dataBytes()),
        "new",
        ByteSize.text(stored.newBytes()),
        "cost",
        ByteSize.text(stored.storedBytes()));
    fact(headingKey, ByteSize.text(stored.storedBytes()));
  }

  /// The table, and what to try next.
  void closing(boolean kept) {
    fact("quickstart.total", seconds(Duration.between(startedAt, context.clock().instant())));
    context.out().println();
    context.out().print(table);
    context.out().println();
    context
        .out()
        .println(context.messages().text(kept ? "quickstart.next-kept" : "quickstart.next"));
    context.out().flush();
  }

  static String seconds(Duration duration) {
    return seconds(duration.toMillis() / MILLIS_PER_SECOND);
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
