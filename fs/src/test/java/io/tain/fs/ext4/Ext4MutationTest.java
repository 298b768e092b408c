package io.tain.fs.ext4;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.disk.ForeignTool;
import io.tain.fs.MutatedImages;
import io.tain.fs.ext4.JournalShape.Change;
import io.tain.testkit.MutantTally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damaged images of mke2fs; most without checksums, so that damage reaches the decoders.
final class Ext4MutationTest {
  private static final long SEED = Long.getLong("tain.seed", 20261121);

  /// The superblock and the first descriptors.
  private static final String HEADERS = "1024+368 1600+48 2032+16 2048+128";

  private static final String TREE =
      "mkdir -p a b etc many; head -c 300000 /dev/zero | tr '\\0' x > a/large; echo s > a/small;"
          + " ln -s ../a b/link; ln -s loop loop;"
          + " ln -s $(printf 'y%.0s' $(seq 200)) etc/os-release; truncate -s 20M b/sparse;"
          + " echo x | dd of=b/sparse bs=1 seek=9000000 conv=notrunc status=none;"
          + " for i in $(seq 120); do echo $i > many/a-longer-name-$i; done";

  /// A file in so many pieces that they take a tree of two levels, devices, and a long directory.
  private static final String LARGE_TREE =
      TREE
          + "; mknod null c 1 3; mknod disk b 259 70000; mkfifo pipe; ln -s /a/small absolute;"
          + " for i in $(seq 400); do echo $i | dd of=pieces bs=8k seek=$i conv=notrunc status=none;"
          + " done; for i in $(seq 400); do : > many/an-even-longer-name-$i; done";

  /// A directory whose index by hash has two levels.
  private static final String LINKS =
      "echo x > x; mkdir d; for i in $(seq 2200); do"
          + " ln x d/a-name-that-is-so-long-that-few-fit-into-one-block-of-names-$i; done";

  private static final String LARGE_VALUE =
      "; setfattr -n user.huge -v \"$(printf 'v%.0s' $(seq 3000))\" few plain";

  @TempDir Path directory;

  static Stream<Variant> variants() {
    Stream<Variant> few =
        Stream.of(
            new Variant("^metadata_csum,64bit", "1M", "", TREE),
            new Variant("^metadata_csum,inline_data", "1M", "", TREE),
            new Variant("^extents,^metadata_csum,^64bit", "1M", "", TREE),
            new Variant("metadata_csum", "1M", "", TREE));
    return MutantTally.isWanted() ? Stream.concat(few, many()) : few;
  }

  /// Features that decide where things lie, in images of many small groups.
  private static Stream<Variant> many() {
    return Stream.of(
        new Variant("^metadata_csum,64bit", "4M", "", LARGE_TREE),
        new Variant("metadata_csum,64bit,large_dir", "4M", "", LARGE_TREE),
        new Variant("^extents,^metadata_csum,^64bit", "4M", "", LARGE_TREE),
        new Variant("meta_bg,metadata_csum,64bit", "8M", "-g 256", TREE),
        new Variant("meta_bg,^metadata_csum,uninit_bg,^64bit,^flex_bg", "9M", "-g 256", TREE),
        new Variant("uninit_bg,^metadata_csum,^64bit,^sparse_super", "4M", "-g 256", TREE),
        new Variant("sparse_super2,metadata_csum,^flex_bg", "4M", "-g 256", TREE),
        new Variant("metadata_csum_seed,metadata_csum,^flex_bg", "4M", "-g 256", TREE),
        new Variant("bigalloc,^metadata_csum", "4M", "-C 4096", TREE),
        new Variant("bigalloc,metadata_csum,meta_bg", "4M", "-C 2048", TREE),
        new Variant("metadata_csum", "4M", "-L sixteen-letters-", LINKS),
        new Variant("metadata_csum", "16M", "-b 65536 -F", TREE),
        new Variant("none", "1M", "-r 0 -I 128", TREE),
        new Variant("none,filetype,sparse_super", "1M", "-I 128", TREE));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void read_damagedImage_isAReadOrARefusal(Variant variant) throws Exception {
    byte[] image = image(variant);

    Map<ErrorCode, Integer> outcomes =
        new MutatedImages(image, variant.toString(), HEADERS, new SuperblockSeal(0))
            .read(300, SEED);

    assertThat(outcomes).containsKeys(ErrorCode.FS_MALFORMED, ErrorCode.INTERNAL);
  }

  static Stream<Variant> attributes() {
    Stream<Variant> few =
        Stream.of(
            new Variant("^metadata_csum", "2M", "", Ext4AttributesTest.TREE),
            new Variant("^metadata_csum,inline_data,ea_inode", "2M", "", Ext4AttributesTest.TREE));
    var summed =
        new Variant("metadata_csum,ea_inode", "2M", "", Ext4AttributesTest.TREE + LARGE_VALUE);
    var large =
        new Variant("^metadata_csum,ea_inode", "2M", "", Ext4AttributesTest.TREE + LARGE_VALUE);
    return MutantTally.isWanted() ? Stream.concat(few, Stream.of(summed, large)) : few;
  }

  @ParameterizedTest
  @MethodSource("attributes")
  void read_damagedAttributes_isAReadOrARefusal(Variant variant) throws Exception {
    byte[] image = image(variant);

    Map<ErrorCode, Integer> outcomes =
        new MutatedImages(image, "attributes " + variant, HEADERS, new SuperblockSeal(0))
            .read(200, SEED);

    assertThat(outcomes).containsKeys(ErrorCode.FS_MALFORMED, ErrorCode.INTERNAL);
  }

  static Stream<JournalShape> journals() {
    var plain = new JournalShape("^metadata_csum,64bit", "", Change.NONE);
    var more =
        Stream.of(
            new JournalShape("metadata_csum,64bit", "-c -v 3", Change.NONE),
            new JournalShape("metadata_csum,^64bit", "-c -v 2", Change.NONE),
            new JournalShape("^metadata_csum,^64bit", "", Change.NONE),
            new JournalShape("metadata_csum,64bit", "-c -v 3", Change.ROTATED),
            new JournalShape("^metadata_csum,64bit", "", Change.SUMMED),
            new JournalShape("^metadata_csum,64bit", "", Change.ASYNC),
            new JournalShape("metadata_csum,64bit,fast_commit", "-c -v 3", Change.FAST_COMMITS));
    return MutantTally.isWanted() ? Stream.concat(Stream.of(plain), more) : Stream.of(plain);
  }

  @ParameterizedTest
  @MethodSource("journals")
  void read_damagedJournals_isAReadOrARefusal(JournalShape journal) throws Exception {
    JournalShape.Made made = journal.make(directory);
    var seal = new SuperblockSeal(made.journalAt());

    Map<ErrorCode, Integer> outcomes =
        new MutatedImages(made.image(), journal.toString(), made.headers(), seal).read(150, SEED);

    assertThat(outcomes).containsKey(ErrorCode.INTERNAL);
  }

  @Test
  @Tag("slow")
  void read_manyDamagedImages_isAReadOrARefusal() throws Exception {
    byte[] image = image(new Variant("^metadata_csum,^64bit", "1M", "", TREE));

    Map<ErrorCode, Integer> outcomes =
        new MutatedImages(image, "^metadata_csum,^64bit", HEADERS).read(2_000, SEED);

    assertThat(outcomes).containsKeys(ErrorCode.FS_MALFORMED, ErrorCode.INTERNAL);
  }

  private byte[] image(Variant variant) throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Path image = directory.resolve("image");
    JournalledImage.bash("cd \"$1\"; " + variant.tree, tree);
    var command =
        List.of(
            "env E2FSPROGS_FAKE_TIME=1700000000 mke2fs -q -t ext4 -b 1024 -N 1024",
            "-O " + variant.features + ",^has_journal,^resize_inode",
            "-U 11111111-2222-3333-4444-555555555555",
            "-E hash_seed=11111111-2222-3333-4444-555555555555",
            "-d \"$1\"",
            variant.options,
            "\"$2\" " + variant.size);
    ForeignTool.run(
        "bash", "-c", String.join(" ", command), "-", tree.toString(), image.toString());
    ForeignTool.runAny("e2fsck", "-fyD", image.toString());
    return Files.readAllBytes(image);
  }

  /// What mke2fs makes.
  record Variant(String features, String size, String options, String tree) {
    @Override
    public String toString() {
      return (features + " " + options).strip() + (tree.equals(LARGE_TREE) ? " large" : "");
    }
  }
}
