package io.tain.cli.disk;

import io.tain.app.ConvertDisk;
import io.tain.app.DiskFile;
import io.tain.base.ByteSize;
import io.tain.base.Messages;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.Progress;
import io.tain.cli.output.ProgressOption;
import io.tain.cli.output.Table;
import io.tain.disk.Compression;
import io.tain.disk.DiskFormat;
import io.tain.disk.WriteOptions;
import java.io.IOException;
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

/// `tain disk convert SRC DST`: writes the disk in one file as a file of another format.
@Command(name = "convert")
public final class DiskConvertCommand implements Callable<Integer> {
  private static final double MILLIS_PER_SECOND = 1000;

  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "SRC", descriptionKey = "option.disk-file")
  private Path source;

  @Parameters(
      index = "1",
      paramLabel = "DST",
      descriptionKey = "option.convert-target",
      converter = NewFileConverter.class)
  private Path target;

  @Option(
      names = "--to",
      paramLabel = DiskFormatConverter.LABEL,
      descriptionKey = "option.convert-format",
      converter = DiskFormatConverter.class)
  private @Nullable DiskFormat format;

  @Option(
      names = "--compress",
      paramLabel = CompressionConverter.LABEL,
      descriptionKey = "option.compress",
      converter = CompressionConverter.class)
  private @Nullable Compression compression;

  @Option(names = "--fixed", descriptionKey = "option.fixed")
  private boolean isFixed;

  @Mixin private DiskNumberOption disk;

  @Mixin private ProgressOption progress;

  public DiskConvertCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    DiskFormat to = TargetFormat.of(format, target, "--to");
    var options = new WriteOptions(compression == null ? Compression.NONE : compression, isFixed);
    Instant start = context.clock().instant();
    ConvertDisk.Converted done;
    try (Progress shown = progress.start(context)) {
      done =
          new ConvertDisk()
              .run(
                  new DiskFile(source, disk.number()),
                  target,
                  to,
                  options,
                  (read, all) -> shown.advance(target.toString(), read, all));
    }
    Duration took = Duration.between(start, context.clock().instant());
    var converted =
        new Converted(
            target.toString(),
            done.from().toString(),
            done.to().toString(),
            options.compression().toString(),
            done.virtualSizeBytes(),
            done.dataBytes(),
            done.fileSizeBytes(),
            took.toMillis() / MILLIS_PER_SECOND);
    context.print(converted, () -> table(converted));
    return 0;
  }

  private String table(Converted converted) {
    Messages messages = context.messages();
    return Table.ofFacts()
        .row(messages.text("heading.file"), converted.path())
        .row(messages.text("heading.format"), converted.format())
        .row(messages.text("heading.compression"), converted.compression())
        .row(messages.text("heading.virtual-size"), ByteSize.text(converted.virtualSizeBytes()))
        .row(messages.text("heading.data"), ByteSize.text(converted.dataBytes()))
        .row(messages.text("heading.file-size"), ByteSize.text(converted.fileSizeBytes()))
        .row(
            messages.text("heading.took"),
            String.format(Locale.ROOT, "%.1f s", converted.durationSeconds()))
        .toString();
  }

  /// A file that was written.
  public record Converted(
      String path,
      String sourceFormat,
      String format,
      String compression,
      long virtualSizeBytes,
      long dataBytes,
      long fileSizeBytes,
      double durationSeconds) {}
}
