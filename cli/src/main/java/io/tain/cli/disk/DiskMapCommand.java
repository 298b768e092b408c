package io.tain.cli.disk;

import io.tain.app.DiskFile;
import io.tain.app.MapDisk;
import io.tain.base.ByteSize;
import io.tain.base.Messages;
import io.tain.cli.context.CommandContext;
import io.tain.cli.output.Table;
import io.tain.disk.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tain disk map FILE`: which parts of a disk hold data.
@Command(name = "map")
public final class DiskMapCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "FILE", descriptionKey = "option.disk-file")
  private Path file;

  @Mixin private DiskNumberOption disk;

  public DiskMapCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    var meant = new DiskFile(file, disk.number());
    var map = new DiskMap(new MapDisk().run(meant).stream().map(DiskRun::of).toList());
    context.print(map, () -> table(map));
    return 0;
  }

  private String table(DiskMap map) {
    Messages messages = context.messages();
    Table table =
        Table.withHeadings(
            messages.text("heading.offset"),
            messages.text("heading.size"),
            messages.text("heading.content"));
    map.extents()
        .forEach(
            run ->
                table.row(
                    run.offsetBytes(),
                    ByteSize.text(run.lengthBytes()),
                    messages.text("extent." + run.kind())));
    return table.toString();
  }

  /// The runs of a disk in ascending order.
  public record DiskMap(List<DiskRun> extents) {}

  /// One run.
  ///
  /// @param kind `data` or `zero`
  public record DiskRun(long offsetBytes, long lengthBytes, String kind) {
    static DiskRun of(Extent extent) {
      String kind =
          switch (extent) {
            case Extent.Data _ -> "data";
            case Extent.Zero _ -> "zero";
          };
      return new DiskRun(extent.range().offset(), extent.range().length(), kind);
    }
  }
}
