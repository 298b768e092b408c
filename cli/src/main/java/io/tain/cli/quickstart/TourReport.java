package io.tain.cli.quickstart;

import io.tain.api.Stored;
import io.tain.base.ByteSize;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.Table;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// What the tour prints, and the table that it ends with.
///
/// Where programs read the output it is progress, and goes where that goes.
final class TourReport {
  private static final double MILLIS_PER_SECOND = 1000;

  private final CommandContext context;
  private final PrintWriter out;
  private final Instant startedAt;
  private final Table table = Table.ofFacts();
  private int step;

  TourReport(CommandContext context) {
    this.context = context;
    this.out = out(context);
    this.startedAt = context.clock().instant();
  }

  /// Begins the next step.
  void heading(String key, Object... arguments) {
    step++;
    out.println();
    out.println(step + ". " + context.messages().text(key, arguments));
    out.flush();
  }

  /// A sentence of the step under way.
  void line(String key, Object... arguments) {
    text(context.messages().text(key, arguments));
  }

  /// Lines of the step under way that are no sentence.
  void text(String lines) {
    lines.lines().forEach(line -> out.println("   " + line));
    out.flush();
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

  /// How long the tour has taken so far.
  double elapsedSeconds() {
    return Duration.between(startedAt, context.clock().instant()).toMillis() / MILLIS_PER_SECOND;
  }

  /// The table, and what to try next with an image.
  void closing(boolean kept, String image) {
    fact("quickstart.total", seconds(elapsedSeconds()));
    out.println();
    out.print(table);
    out.println();
    out.println(next(kept, image));
    out.flush();
  }

  private String next(boolean kept, String image) {
    return kept
        ? context.messages().text("quickstart.next-kept")
        : context.messages().text("quickstart.next", "image", image);
  }

  private static PrintWriter out(CommandContext context) {
    if (!context.isJson()) {
      return context.out();
    }
    return context.terminal() ? context.err() : new PrintWriter(Writer.nullWriter());
  }

  static String seconds(Duration duration) {
    return seconds(duration.toMillis() / MILLIS_PER_SECOND);
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
