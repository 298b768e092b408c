package io.tain.store.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.SparseMemoryDisk;
import io.tain.store.Sealed;
import io.tain.store.engine.StoreHome;
import io.tain.testkit.ExternalTool;
import io.tain.testkit.ExternalTool.Outcome;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// docs/FORMAT.md is enough: a reader in another language, written from it alone, gives disks back.
final class IndependentReaderTest {
  private static final ExternalTool READER =
      ExternalTool.of("/usr/bin/python3", "../testkit/reader/reader.py");
  private static final ExternalTool CMP = ExternalTool.of("cmp");
  private static final int FILES = 12;

  @TempDir private Path root;

  @Test
  void restore_diskAndItsRebuild_areTheFilesThatWereImported() throws IOException {
    List<String> files = files(Seeds.random());
    Path first = fileSystem("first", files);
    Path second = fileSystem("second", edited(files));
    List<Sealed> versions = store(first, second);

    assertThat(READER.run(store(), "check")).containsPattern("frames, [1-9]\\d* of them deltas");
    requireRestored(versions.getFirst(), first);
    requireRestored(versions.getLast(), second);
  }

  @Test
  void restore_byTheIdsOfVersions_isTheDisk() throws IOException {
    Path file = fileSystem("first", files(Seeds.random()));
    Sealed sealed = store(file).getFirst();

    String[] listed = READER.run(store(), "list").strip().split("\t");

    assertThat(listed).hasSize(4).endsWith("test", "label-0", sealed.contentDigest().toString());
    READER.run(store(), "restore", listed[0], root.resolve("restored"));
    CMP.run(root.resolve("restored"), file);
  }

  @Test
  void check_anyByteFlipped_isDamaged() throws IOException {
    store(fileSystem("first", files(Seeds.random()).subList(0, 2)));
    List<Path> packs = packs();

    Seeds.repeat(
        3,
        random -> {
          Path pack = packs.get(random.nextInt(packs.size()));
          byte[] sound = Files.readAllBytes(pack);
          byte[] damaged = sound.clone();
          damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
          Files.write(pack, damaged);

          Outcome outcome = READER.runToEnd(store(), "check");

          Files.write(pack, sound);
          assertThat(outcome.exitCode()).isEqualTo(1);
          assertThat(outcome.output())
              .contains("damaged: ")
              .contains(pack.getFileName().toString());
        });
  }

  private void requireRestored(Sealed sealed, Path expected) {
    Path restored = root.resolve("restored");
    String digest = READER.run(store(), "restore", sealed.place(), restored).strip();
    assertThat(digest).isEqualTo(sealed.contentDigest().toString());
    CMP.run(restored, expected);
  }

  private List<Sealed> store(Path... disks) throws IOException {
    var versions = new ArrayList<Sealed>();
    try (StoreHome home = StoreHome.open(root)) {
      for (Path disk : disks) {
        var content = SparseMemoryDisk.of(Files.readAllBytes(disk));
        versions.add(home.importer().store(content, "label-" + versions.size()));
      }
    }
    return versions;
  }

  private Path store() {
    return root.resolve("store");
  }

  private List<Path> packs() throws IOException {
    try (var files = Files.walk(store().resolve("packs"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /// A file system of ext4 that holds these files.
  private Path fileSystem(String name, List<String> files) throws IOException {
    Path tree = Files.createDirectory(root.resolve(name));
    for (int i = 0; i < files.size(); i++) {
      Files.writeString(tree.resolve("file-" + i), files.get(i));
    }
    Path disk = root.resolve(name + ".raw");
    ExternalTool.of("/usr/sbin/mke2fs").run("-q", "-t", "ext4", "-d", tree, disk, "16M");
    return disk;
  }

  /// Text of words that do not repeat much.
  private static List<String> files(RandomGenerator random) {
    var files = new ArrayList<String>();
    for (int i = 0; i < FILES; i++) {
      var text = new StringBuilder();
      while (text.length() < 60_000) {
        text.append(Long.toString(random.nextLong(), 36)).append(' ');
      }
      files.add(text.toString());
    }
    return files;
  }

  /// The same with an edit in every 4 KiB.
  private static List<String> edited(List<String> files) {
    return files.stream().map(text -> text.replaceAll("(?s)(.{4000}).", "$1~")).toList();
  }
}
