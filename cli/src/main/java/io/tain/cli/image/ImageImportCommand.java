package io.tain.cli.image;

import io.tain.api.Stored;
import io.tain.base.ImageName;
import io.tain.base.Reference;
import io.tain.base.VersionLabel;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.cli.disk.DiskFormatConverter;
import io.tain.cli.disk.DiskNumberOption;
import io.tain.cli.output.Progress;
import io.tain.cli.output.ProgressOption;
import io.tain.client.transfer.ImportFile;
import io.tain.client.transfer.ImportSource;
import io.tain.disk.DiskFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tain image import FILE --name NAME`: stores a disk file as a version.
@Command(name = "import")
public final class ImageImportCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", descriptionKey = "option.disk-file")
  private Path file;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      descriptionKey = "option.image-name")
  private String name;

  @Option(
      names = "--version",
      paramLabel = "LABEL",
      defaultValue = "",
      descriptionKey = "option.version-label")
  private String version;

  @Option(names = "--base", paramLabel = "REF", defaultValue = "", descriptionKey = "option.base")
  private String base;

  @Option(
      names = "--format",
      paramLabel = "auto|" + DiskFormatConverter.LABEL,
      defaultValue = "auto",
      descriptionKey = "option.format")
  private String format;

  @Mixin private DiskNumberOption disk;

  @Mixin private ProgressOption progress;

  public ImageImportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ImportSource source = source();
    boolean isFar = context.variable("TAIN_SERVER").isPresent();
    Stored stored =
        new ServerAccess(context, context.home())
            .use(
                server -> {
                  try (Progress shown = progress.start(context)) {
                    Stored whole =
                        new ImportFile(server, isFar)
                            .run(source, (done, total) -> shown.advance(name, done, total));
                    shown.complete();
                    return whole;
                  }
                });
    context.print(stored, () -> new StoredTable(context.messages()).of(stored));
    return 0;
  }

  private ImportSource source() {
    String image = new ImageName(name).text();
    String label = version.isEmpty() ? "" : new VersionLabel(version).text();
    String reference = base.isEmpty() ? "" : Reference.parse(base).toString();
    return new ImportSource(file, declared(), disk.number(), image, label, reference);
  }

  /// The format that the user says it is; empty to find out.
  private Optional<DiskFormat> declared() {
    Optional<DiskFormat> named = DiskFormat.named(format);
    if (named.isEmpty() && !format.equals("auto")) {
      throw new ParameterException(spec.commandLine(), "", spec.findOption("--format"), format);
    }
    return named;
  }
}
