package io.tain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.api.Deleted;
import io.tain.api.ImageList;
import io.tain.api.InstanceList;
import io.tain.api.InstanceLog;
import io.tain.api.InstanceView;
import io.tain.api.Json;
import io.tain.api.NbdView;
import io.tain.api.PackageList;
import io.tain.api.ScrubView;
import io.tain.api.ServerStatus;
import io.tain.api.StoreStats;
import io.tain.api.Stored;
import io.tain.api.VersionDiffView;
import io.tain.cli.context.ProgramVersion;
import io.tain.cli.disk.DiskConvertCommand.Converted;
import io.tain.cli.disk.DiskInfo;
import io.tain.cli.disk.DiskListCommand.DiskListing;
import io.tain.cli.disk.DiskMapCommand.DiskMap;
import io.tain.cli.image.ImageBuilt;
import io.tain.cli.image.ImageExportCommand.Exported;
import io.tain.cli.image.ImageShowCommand.Shown;
import io.tain.cli.instance.Started;
import io.tain.cli.quickstart.Toured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The schemas in docs/schemas say exactly what the commands print.
///
/// Run with `-Dtain.schemas=write`, the test writes them anew.
final class SchemasTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("tain.root", "."), "docs", "schemas");

  private static final Map<String, Class<?>> COMMANDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("image-import", Stored.class),
              Map.entry("image-build", ImageBuilt.class),
              Map.entry("image-list", ImageList.class),
              Map.entry("image-show", Shown.class),
              Map.entry("image-delete", Deleted.class),
              Map.entry("image-export", Exported.class),
              Map.entry("image-packages", PackageList.class),
              Map.entry("image-diff", VersionDiffView.class),
              Map.entry("disk-info", DiskInfo.class),
              Map.entry("disk-map", DiskMap.class),
              Map.entry("disk-ls", DiskListing.class),
              Map.entry("disk-tree", DiskListing.class),
              Map.entry("disk-convert", Converted.class),
              Map.entry("quickstart", Toured.class),
              Map.entry("run", Started.class),
              Map.entry("instance-list", InstanceList.class),
              Map.entry("instance-show", InstanceView.class),
              Map.entry("instance-stop", InstanceView.class),
              Map.entry("instance-rm", InstanceView.class),
              Map.entry("instance-log", InstanceLog.class),
              Map.entry("nbd", NbdView.class),
              Map.entry("store-stats", StoreStats.class),
              Map.entry("store-scrub", ScrubView.class),
              Map.entry("image-verify", ScrubView.class),
              Map.entry("status", ServerStatus.class),
              Map.entry("serve", ServerStatus.class),
              Map.entry("up", ServerStatus.class),
              Map.entry("down", ServerStatus.class),
              Map.entry("version", ProgramVersion.class)));

  @Test
  void schemas_inTheDocuments_areThoseOfTheRecords() throws IOException {
    for (var command : COMMANDS.entrySet()) {
      Path file = FOLDER.resolve(command.getKey() + ".json");
      String schema = Json.writeIndented(RecordSchema.of(command.getValue())) + "\n";
      if ("write".equals(System.getProperty("tain.schemas"))) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, schema);
      }

      assertThat(file).as("schema of " + command.getKey()).hasContent(schema);
    }
  }

  @Test
  void schemas_inTheDocuments_areNoMoreThanTheCommands() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      var found =
          new TreeSet<>(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".json"))
                  .map(name -> name.replace(".json", ""))
                  .toList());

      assertThat(found).isEqualTo(new TreeSet<>(COMMANDS.keySet()));
    }
  }
}
