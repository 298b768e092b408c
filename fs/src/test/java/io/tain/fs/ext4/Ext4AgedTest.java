package io.tain.fs.ext4;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileRun;
import io.tain.fs.FileSystem;
import io.tain.fs.HostTree;
import io.tain.fs.ReadTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// File systems after hundreds of random requests to debugfs, against what it dumps of them.
///
/// Without inline data, of which debugfs 1.47.0 dumps 60 bytes whatever the size of the file.
final class Ext4AgedTest {
  private static final int REQUESTS = 400;

  /// A line of `dump_extents`: level, levels, entry, entries, logical and physical blocks, flags.
  private static final Pattern EXTENT =
      Pattern.compile(
          "(?m)^ *(\\d+)/ *(\\d+) +\\d+/ *\\d+ +(\\d+) - +(\\d+) +(\\d+) - +\\d+ +\\d+ *(Uninit)?$");

  @TempDir Path directory;
  private final List<String> files = new ArrayList<>();
  private int names;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1024 | metadata_csum,64bit",
        "1024 | ^metadata_csum,^64bit,^extents",
        "1024 | metadata_csum,bigalloc",
      })
  void read_agedFileSystem_isWhatDebugfsDumps(int blockBytes, String features) throws Exception {
    Path image = image(blockBytes, features);
    age(image, new Random(Long.getLong("tain.seed", 20261122)));
    Path dumped = Files.createDirectory(directory.resolve("dumped"));
    ForeignTool.run("debugfs", "-R", "rdump / " + dumped, image.toString());

    try (VirtualDisk disk = RawDisk.open(image)) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);

      assertThat(withoutTimesOfLinks(ReadTree.describe(fileSystem)))
          .isEqualTo(withoutTimesOfLinks(HostTree.describe(dumped)));
      for (String file : files.subList(0, features.contains("^extents") ? 0 : files.size())) {
        FileEntry entry = fileSystem.find(file).orElseThrow();
        assertThat(blocks(fileSystem.fileRuns(entry), blockBytes))
            .as(file)
            .isEqualTo(blocksOfDebugfs(image, file, entry.sizeBytes(), blockBytes));
      }
    }
  }

  /// debugfs makes symbolic links anew, with the time of the dump.
  private static Map<String, String> withoutTimesOfLinks(Map<String, String> tree) {
    var described = new TreeMap<>(tree);
    described.replaceAll((_, text) -> text.replaceFirst("^(l( \\d+){5}) \\d+", "$1"));
    return described;
  }

  private Path image(int blockBytes, String features) {
    Path image = directory.resolve("image");
    ForeignTool.run(
        "mke2fs",
        "-q",
        "-t",
        "ext4",
        "-b",
        "" + blockBytes,
        "-N",
        "2000",
        "-O",
        features,
        image.toString(),
        "24M");
    return image;
  }

  private void age(Path image, Random random) throws Exception {
    Path source = directory.resolve("source");
    Files.createDirectory(source);
    for (int size : new int[] {0, 50, 150, 900, 5_000, 70_000, 400_000}) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      Files.write(source.resolve("" + size), content);
    }
    var requests = new ArrayList<String>();
    requests.add("mkdir d0");
    for (int i = 0; i < REQUESTS; i++) {
      requests.add(request(random, source));
    }
    Path script = Files.write(directory.resolve("script"), requests);
    ForeignTool.run("debugfs", "-w", "-f", script.toString(), image.toString());
    assertThat(ForeignTool.runAny("e2fsck", "-fyD", image.toString()).exitCode()).isLessThan(4);
  }

  private String request(Random random, Path source) {
    String file = files.isEmpty() ? "" : files.get(random.nextInt(files.size()));
    int kind = file.isEmpty() ? 0 : random.nextInt(10);
    return switch (kind) {
      case 0, 1, 2, 3, 4 -> {
        String[] sizes = {"0", "50", "150", "900", "5000", "70000", "400000"};
        String name = "/d" + random.nextInt(1 + names / 40) + "/file-" + names++;
        files.add(name);
        String made = names % 40 == 0 ? "mkdir d" + names / 40 + "\n" : "";
        yield "write "
            + source.resolve(sizes[random.nextInt(sizes.length)])
            + " "
            + name
            + "\n"
            + made;
      }
      case 5, 6 -> {
        files.remove(file);
        yield "rm " + file;
      }
      case 7 -> "punch %s %d %d".formatted(file, random.nextInt(20), 20 + random.nextInt(40));
      case 8 -> "fallocate %s %d %d".formatted(file, random.nextInt(9), 9 + random.nextInt(9));
      default -> "symlink /d0/link-%d ..%s".formatted(names++, file);
    };
  }

  private static Map<Long, Long> blocks(List<FileRun> runs, int blockBytes) {
    var blocks = new TreeMap<Long, Long>();
    for (FileRun run : runs) {
      for (long i = 0; i < run.disk().length() / blockBytes; i++) {
        blocks.put(run.fileOffset() / blockBytes + i, run.disk().offset() / blockBytes + i);
      }
    }
    return blocks;
  }

  private static Map<Long, Long> blocksOfDebugfs(
      Path image, String file, long sizeBytes, int blockBytes) {
    var blocks = new TreeMap<Long, Long>();
    String printed = ForeignTool.run("debugfs", "-R", "ex " + file, image.toString());
    for (MatchResult extent : EXTENT.matcher(printed).results().toList()) {
      boolean isLeaf = extent.group(1).equals(extent.group(2));
      if (isLeaf && extent.group(6) == null) {
        long first = Long.parseLong(extent.group(3));
        for (long i = first; i <= Long.parseLong(extent.group(4)); i++) {
          if (i * blockBytes < sizeBytes) {
            blocks.put(i, Long.parseLong(extent.group(5)) + i - first);
          }
        }
      }
    }
    return blocks;
  }
}
