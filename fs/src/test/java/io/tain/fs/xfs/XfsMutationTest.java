package io.tain.fs.xfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.disk.ForeignTool;
import io.tain.fs.MutatedImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged images of a kernel; those of version 4 have no checksums that stop damage early.
final class XfsMutationTest {
  private static final long SEED = Long.getLong("tain.seed", 20261122);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"v4", "v5"})
  void read_damagedImage_isAReadOrARefusal(String name) throws Exception {
    byte[] image = Files.readAllBytes(Golden.image(name, directory));

    Map<ErrorCode, Integer> outcomes = new MutatedImages(image, name).read(30, SEED);

    assertThat(outcomes).containsKey(ErrorCode.FS_MALFORMED);
  }

  @Test
  @Tag("slow")
  void read_manyDamagedImages_isAReadOrARefusal() throws Exception {
    byte[] image = small();

    Map<ErrorCode, Integer> outcomes = new MutatedImages(image).read(600, SEED);

    assertThat(outcomes).containsKeys(ErrorCode.FS_MALFORMED, ErrorCode.INTERNAL);
  }

  /// A small file system with one of each kind, so that more of the damage hits what is read.
  private byte[] small() throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Path image = directory.resolve("image");
    ForeignTool.run("truncate", "-s", "16M", image.toString());
    Path prototype = new Prototype(tree).withEachKind(120).write(directory);
    ForeignTool.run(
        "mkfs.xfs",
        "-q",
        "-f",
        "--unsupported",
        "-b",
        "size=1024",
        "-m",
        "crc=0",
        "-p",
        prototype.toString(),
        image.toString());
    return Files.readAllBytes(image);
  }
}
