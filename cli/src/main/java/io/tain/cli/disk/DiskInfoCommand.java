package io.tain.cli.disk;

import io.tain.app.DescribeDisk;
import io.tain.app.DiskFile;
import io.tain.base.ByteSize;
import io.tain.base.ErrorKind;
import io.tain.base.Messages;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.Table;
import io.tain.disk.Scrutiny;
import io.tain.disk.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tain disk info FILE`: what a disk file is, whether it is safe, and if not, why.
///
/// Ends with the exit code of a refusal for one that is not, and with that of a bar that is not met
/// for one of which more must be read for a verdict.
@Command(name = "info")
public final class DiskInfoCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "FILE", descriptionKey = "option.disk-file")
  private Path file;

  @Mixin private DiskNumberOption number;

  @Option(names = "--verify", descriptionKey = "option.verify-disk")
  private boolean isVerified;

  public DiskInfoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Scrutiny scrutiny = isVerified ? Scrutiny.WHOLE : Scrutiny.GLANCE;
    DiskInfo disk =
        DiskInfo.of(new DescribeDisk().run(new DiskFile(file, number.number()), scrutiny));
    context.print(disk, () -> table(disk));
    return verdict(disk).exitCode;
  }

  private static Verdict verdict(DiskInfo disk) {
    if (!disk.violations().isEmpty()) {
      return Verdict.UNSAFE;
    }
    return disk.verified() ? Verdict.SAFE : Verdict.OPEN;
  }

  private String table(DiskInfo disk) {
    Messages messages = context.messages();
    Table facts =
        Table.ofFacts()
            .row(messages.text("heading.format"), format(disk.format(), disk.wrapper()))
            .row(messages.text("heading.virtual-size"), size(disk, disk.virtualSizeBytes()))
            .row(messages.text("heading.data"), size(disk, disk.dataBytes()))
            .row(messages.text("heading.file-size"), ByteSize.text(disk.fileSizeBytes()))
            .row(messages.text("heading.allocated"), ByteSize.text(disk.allocatedBytes()))
            .row(messages.text("heading.safe"), messages.text(verdict(disk).messageKey));
    if (disk.clusterBytes() > 0) {
      facts
          .row(messages.text("heading.cluster"), ByteSize.text(disk.clusterBytes()))
          .row(messages.text("heading.compression"), disk.compression())
          .row(messages.text("heading.snapshots"), disk.snapshots());
    }
    if (!disk.fileSystem().isEmpty()) {
      facts.row(
          messages.text("heading.file-system"),
          fileSystem(disk.fileSystem(), disk.problem(), disk.fileSystemNotices()));
    }
    return facts
        + products(disk)
        + disks(disk)
        + partitions(disk)
        + volumes(disk)
        + rules("heading.violation", disk.violations())
        + rules("heading.notice", disk.notices());
  }

  private String products(DiskInfo disk) {
    Messages messages = context.messages();
    if (disk.products().isEmpty()) {
      return "";
    }
    Table table =
        Table.withHeadings(
            messages.text("heading.product"),
            messages.text("heading.version"),
            messages.text("heading.vendor"),
            messages.text("heading.system"));
    disk.products().forEach(p -> table.row(p.name(), p.version(), p.vendor(), p.system()));
    return "\n" + table;
  }

  private String disks(DiskInfo disk) {
    Messages messages = context.messages();
    if (disk.disks().isEmpty()) {
      return "";
    }
    Table table =
        Table.withHeadings(
            messages.text("heading.disk"),
            messages.text("heading.file"),
            messages.text("heading.format"),
            messages.text("heading.virtual-size"),
            messages.text("heading.data"),
            messages.text("heading.file-size"));
    disk.disks()
        .forEach(
            one ->
                table.row(
                    one.number(),
                    one.name(),
                    format(one.format(), one.wrapper()),
                    ByteSize.text(one.virtualSizeBytes()),
                    ByteSize.text(one.dataBytes()),
                    ByteSize.text(one.sizeBytes())));
    return "\n" + table;
  }

  private static String format(String format, String wrapper) {
    return wrapper.isEmpty() ? format : format + ", " + wrapper;
  }

  private String partitions(DiskInfo disk) {
    Messages messages = context.messages();
    if (disk.partitions().isEmpty()) {
      return "";
    }
    Table table =
        Table.withHeadings(
            messages.text("heading.partition"),
            messages.text("heading.offset"),
            messages.text("heading.size"),
            messages.text("heading.file-system"),
            messages.text("heading.type"),
            messages.text("heading.label"));
    disk.partitions()
        .forEach(
            p ->
                table.row(
                    p.number(),
                    p.offsetBytes(),
                    ByteSize.text(p.sizeBytes()),
                    fileSystem(p.fileSystem(), p.problem(), p.notices()),
                    p.type(),
                    p.name()));
    return "\n" + table;
  }

  private String volumes(DiskInfo disk) {
    Messages messages = context.messages();
    if (disk.volumes().isEmpty()) {
      return "";
    }
    Table table =
        Table.withHeadings(
            messages.text("heading.volume"),
            messages.text("heading.size"),
            messages.text("heading.file-system"),
            messages.text("heading.type"));
    disk.volumes()
        .forEach(
            v ->
                table.row(
                    v.name(),
                    ByteSize.text(v.sizeBytes()),
                    fileSystem(v.fileSystem(), v.problem(), v.notices()),
                    v.type()));
    return "\n" + table;
  }

  private String fileSystem(String type, String problem, List<String> notices) {
    Messages messages = context.messages();
    var remarks = new ArrayList<String>();
    if (!problem.isEmpty()) {
      remarks.add(problem);
    }
    notices.forEach(notice -> remarks.add(messages.text("file-system." + notice)));
    return remarks.isEmpty() ? type : "%s (%s)".formatted(type, String.join("; ", remarks));
  }

  /// A size that no header told is not known before everything was read.
  private String size(DiskInfo disk, long bytes) {
    return bytes == 0 && verdict(disk) == Verdict.OPEN
        ? context.messages().text("disk.not-known")
        : ByteSize.text(bytes);
  }

  private String rules(String headingKey, List<Violation> violations) {
    if (violations.isEmpty()) {
      return "";
    }
    Messages messages = context.messages();
    Table table =
        Table.withHeadings(
            messages.text(headingKey),
            messages.text("heading.rule"),
            messages.text("heading.offset"),
            messages.text("heading.detail"));
    violations.forEach(v -> table.row(v.code(), v.rule(), v.offset(), messages.phrase(v.detail())));
    return "\n" + table;
  }

  /// What is said about a file, and the exit code that says it.
  private enum Verdict {
    SAFE("disk.safe", 0),
    UNSAFE("disk.not-safe", ErrorKind.REFUSED.exitCode()),
    OPEN("disk.not-verified", ErrorKind.BAR_NOT_MET.exitCode());

    private final String messageKey;
    private final int exitCode;

    Verdict(String messageKey, int exitCode) {
      this.messageKey = messageKey;
      this.exitCode = exitCode;
    }
  }
}
