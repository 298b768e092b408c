package io.tain.fs.xfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.disk.ForeignTool;
import io.tain.fs.MutatedImages;
import io.tain.testkit.MutantTally;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged images of a kernel and of mkfs.xfs; those of version 4 have no checksums that stop
/// damage
/// early, and those of version 5 right ones.
final class XfsMutationTest {
  private static final long SEED = Long.getLong("tain.seed", 20261122);

  /// The superblock, the header of free space and the list of blocks kept aside.
  private static final String HEADERS = "0+272 512+64 1536+64";

  /// Attributes of every form: in the inode, in a leaf, in a tree, with values elsewhere.
  private static final String ATTRIBUTES =
      "for file in 0:1:9 1:3:20 511:9:60 513:90:90 1024:1:3000; do IFS=: read -r size count value"
          + " <<< \"$file\"; sets=(-c 'attr_set -s -v 9 label' -c 'attr_set -r -v 20 root'"
          + " -c 'attr_set -r -v 40 SGI_ACL_FILE'); for i in $(seq \"$count\");"
          + " do sets+=(-c \"attr_set -v $value name-$i\"); done;"
          + " xfs_db -x -c \"path /sizes/size-$size\" \"${sets[@]}\" \"$1\"; done";

  private static final Set<Integer> RARE_BLOCKS =
      Set.of(0x424D4150, 0x424D4133, 0x5841524D, 0x58534C4D);
  private static final Set<Integer> ATTRIBUTE_BLOCKS = Set.of(0xFBEE, 0x3BEE, 0xFEBE, 0x3EBE);
  private static final int ACL_BYTES = 40;
  private static final int ACL_NAME_BYTES = 12;
  private static final String ACL = "SGI_ACL_FILE" + "v".repeat(ACL_BYTES);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"v4", "v5"})
  void read_damagedImage_isAReadOrARefusal(String name) throws Exception {
    byte[] image = Files.readAllBytes(Golden.image(name, directory));

    Map<ErrorCode, Integer> outcomes = mutated(image, name).read(30, SEED);

    assertThat(outcomes).containsKey(ErrorCode.FS_MALFORMED);
  }

  /// Forms that the images of a kernel do not have, and more damage to those that they have.
  static Stream<String> forms() {
    Stream<String> few = Stream.of("-m crc=0 -b size=1024");
    Stream<String> more =
        Stream.of(
            "-b size=1024 -L twelve-bytes",
            "-m crc=0 -b size=512 -i size=256 -n ftype=0",
            "-m crc=0 -b size=2048 -n version=ci,ftype=1 -l version=1",
            "-b size=1024 -n size=4096 -i nrext64=1,sparse=0 -m bigtime=1,rmapbt=1,reflink=1");
    return MutantTally.isWanted() ? Stream.concat(few, more) : few;
  }

  @ParameterizedTest
  @Tag("slow")
  @MethodSource("forms")
  void read_damagedForm_isAReadOrARefusal(String options) throws Exception {
    byte[] image = withAttributes(small(options, new Prototype(tree()).withEachKind(120)));

    Map<ErrorCode, Integer> outcomes = mutated(image, options).read(600, SEED);

    assertThat(outcomes).containsKeys(ErrorCode.FS_MALFORMED, ErrorCode.INTERNAL);
  }

  /// So little that nearly all of it is in inodes.
  @ParameterizedTest
  @CsvSource({"-m crc=0 -n version=ci, 900", "-b size=1024, 300"})
  void read_damagedFewFiles_isAReadOrARefusal(String options, int linkBytes) throws Exception {
    byte[] image = withAttributes(small(options, new Prototype(tree()).withFew(linkBytes)));

    Map<ErrorCode, Integer> outcomes = mutated(image, "few " + options).read(100, SEED);

    assertThat(outcomes).containsKeys(ErrorCode.FS_MALFORMED, ErrorCode.INTERNAL);
  }

  private Path tree() throws Exception {
    return Files.createDirectory(directory.resolve("tree"));
  }

  /// Gives the lists of access control, for which the tool has no words, a sound value.
  private byte[] withAttributes(byte[] image) throws Exception {
    Path file = Files.write(directory.resolve("image"), image);
    ForeignTool.run("bash", "-c", ATTRIBUTES, "-", file.toString());
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf(ACL); at >= 0; at = text.indexOf(ACL, at + 1)) {
      ByteBuffer value = ByteBuffer.wrap(bytes, at + ACL_NAME_BYTES, ACL_BYTES).slice();
      value.putInt(3).putInt(1).putInt(-1).putInt(7 << 16);
      value.putInt(2).putInt(1000).putInt(5 << 16).putInt(32).putInt(-1).putInt(4 << 16);
      if (isVersion5(bytes)) {
        new StructureSeal(bytes.clone()).close(bytes, at);
      }
    }
    return bytes;
  }

  private static MutatedImages mutated(byte[] image, String details) {
    String headers = HEADERS + places(image, details.startsWith("few"));
    return isVersion5(image)
        ? new MutatedImages(image, details, headers, new StructureSeal(image))
        : new MutatedImages(image, details, headers);
  }

  /// Where structures lie of which there are few: nodes of trees, values and targets elsewhere, and
  /// inodes with the root of a tree, or all of them.
  private static String places(byte[] image, boolean hasInodes) {
    ByteBuffer bytes = ByteBuffer.wrap(image);
    var places = new StringBuilder();
    for (int at = 0; at + 512 <= image.length; at += 256) {
      boolean isInode = bytes.getShort(at) == 0x494E && bytes.getShort(at + 2) != 0;
      boolean isAttributes = ATTRIBUTE_BLOCKS.contains(bytes.getShort(at + 8) & 0xFFFF);
      if (isInode && (hasInodes || bytes.get(at + 5) == 3)) {
        places.append(" %d+16 %d+48 %d+128".formatted(at, at + 48, at + 96));
      } else if (RARE_BLOCKS.contains(bytes.getInt(at)) || (isAttributes && at % 512 == 0)) {
        places.append(" %d+96".formatted(at));
      }
    }
    return places.toString();
  }

  private static boolean isVersion5(byte[] image) {
    return (image[101] & 0xF) == 5;
  }

  /// A small file system with one of each kind, so that more of the damage hits what is read.
  private byte[] small(String options, Prototype content) throws Exception {
    Path image = directory.resolve("image");
    ForeignTool.run("truncate", "-s", "16M", image.toString());
    ForeignTool.run(
        "bash",
        "-c",
        "mkfs.xfs -q -f --unsupported $1 -p \"$2\" \"$3\"",
        "-",
        options,
        content.write(directory).toString(),
        image.toString());
    return Files.readAllBytes(image);
  }
}
