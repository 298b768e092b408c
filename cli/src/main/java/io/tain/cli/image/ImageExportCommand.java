package io.tain.cli.image;

import io.tain.api.VersionView;
import io.tain.base.ByteSize;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.cli.disk.DiskFormatConverter;
import io.tain.cli.disk.NewFileConverter;
import io.tain.cli.disk.TargetFormat;
import io.tain.cli.output.Progress;
import io.tain.cli.output.ProgressOption;
import io.tain.cli.output.Table;
import io.tain.client.http.ServerClient;
import io.tain.client.transfer.ExportVersion;
import io.tain.disk.DiskFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tain image export REF -o FILE`: writes a version's disk to a file.
@Command(name = "export")
public final class ImageExportCommand implements Callable<Integer> {
  private static final double MILLIS_PER_SECOND = 1000;

  private final CommandContext context;

  @Parameters(paramLabel = "REF", descriptionKey = "option.reference")
  private String reference;

  @Option(
      names = {"-o", "--output-file"},
      paramLabel = "FILE",
      required = true,
      descriptionKey = "option.export-file",
      converter = NewFileConverter.class)
  private Path file;

  @Option(
      names = "--format",
      paramLabel = DiskFormatConverter.LABEL,
      descriptionKey = "option.export-format",
      converter = DiskFormatConverter.class)
  private @Nullable DiskFormat format;

  @Mixin private ProgressOption progress;

  public ImageExportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DiskFormat chosen = TargetFormat.of(format, file, "--format");
    Instant start = context.clock().instant();
    VersionView version =
        new ServerAccess(context, context.home()).use(server -> export(server, chosen));
    Duration took = Duration.between(start, context.clock().instant());
    var exported =
        new Exported(
            file.toString(),
            chosen.toString(),
            version.image(),
            version.version(),
            version.contentDigest(),
            version.virtualSizeBytes(),
            Files.size(file),
            took.toMillis() / MILLIS_PER_SECOND);
    context.print(exported, () -> table(exported));
    return 0;
  }

  private VersionView export(ServerClient server, DiskFormat chosen) throws IOException {
    boolean isFar = context.variable("TAIN_SERVER").isPresent();
    try (Progress shown = progress.start(context)) {
      VersionView version =
          new ExportVersion(server, isFar)
              .run(reference, chosen, file, (done, total) -> shown.advance(reference, done, total));
      shown.complete();
      return version;
    }
  }

  private String table(Exported exported) {
    return Table.ofFacts()
        .row(context.messages().text("heading.file"), exported.path())
        .row(context.messages().text("heading.format"), exported.format())
        .row(
            context.messages().text("heading.version"), exported.image() + "@" + exported.version())
        .row(context.messages().text("heading.content-digest"), exported.contentDigest())
        .row(
            context.messages().text("heading.virtual-size"),
            ByteSize.text(exported.virtualSizeBytes()))
        .row(context.messages().text("heading.size"), ByteSize.text(exported.fileSizeBytes()))
        .row(
            context.messages().text("heading.took"),
            String.format(Locale.ROOT, "%.1f s", exported.durationSeconds()))
        .toString();
  }

  /// A file that was written.
  public record Exported(
      String path,
      String format,
      String image,
      String version,
      String contentDigest,
      long virtualSizeBytes,
      long fileSizeBytes,
      double durationSeconds) {}
}
