package io.tain.cli.context;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `--home DIR` and `--output table|json`, which every command takes.
public final class ProgramOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      descriptionKey = "option.home",
      scope = ScopeType.INHERIT)
  private @Nullable Path home;

  @Option(
      names = "--output",
      paramLabel = "table|json",
      defaultValue = "table",
      descriptionKey = "option.output",
      converter = FormatConverter.class,
      completionCandidates = FormatNames.class,
      scope = ScopeType.INHERIT)
  private Format format = Format.TABLE;

  Optional<Path> home() {
    return Optional.ofNullable(home);
  }

  Format format() {
    return format;
  }

  /// The two outputs.
  enum Format {
    TABLE,
    JSON
  }

  /// What a shell offers.
  static final class FormatNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Format.values())
          .map(format -> format.name().toLowerCase(Locale.ROOT))
          .iterator();
    }
  }

  /// Reads a format's name in lower case.
  static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      if (!text.equals(text.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(text);
      }
      return Format.valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
