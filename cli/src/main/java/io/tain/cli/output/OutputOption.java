package io.tain.cli.output;

import io.tain.api.Json;
import io.tain.cli.context.CommandContext;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// `--output table|json`: how a command prints its result.
public final class OutputOption {
  @Option(
      names = "--output",
      paramLabel = "table|json",
      defaultValue = "table",
      descriptionKey = "option.output",
      converter = FormatConverter.class)
  private Format format = Format.TABLE;

  /// Prints a result: its JSON, or the table that is made for people.
  public void print(CommandContext context, Object result, Supplier<String> table) {
    switch (format) {
      case TABLE -> context.out().print(table.get());
      case JSON -> context.out().println(Json.writeIndented(result));
    }
    context.out().flush();
  }

  /// True when programs read the output.
  public boolean json() {
    return format == Format.JSON;
  }

  /// The two outputs.
  enum Format {
    TABLE,
    JSON
  }

  /// Reads a format's name in lower case.
  static final class FormatConverter implements picocli.CommandLine.ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      return Format.valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
