package io.tain.fs.ext4;

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

/// Damaged images of mke2fs; without checksums, so that damage reaches the decoders.
final class Ext4MutationTest {
  private static final String TREE =
      "mkdir -p a b etc many; head -c 300000 /dev/zero | tr '\\0' x > a/large; echo s > a/small;"
          + " ln -s ../a b/link; ln -s loop loop;"
          + " ln -s $(printf 'y%.0s' $(seq 200)) etc/os-release; truncate -s 20M b/sparse;"
          + " echo x | dd of=b/sparse bs=1 seek=9000000 conv=notrunc status=none;"
          + " for i in $(seq 120); do echo $i > many/a-longer-name-$i; done";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^metadata_csum,64bit",
        "^metadata_csum,inline_data",
        "^extents,^metadata_csum,^64bit",
        "metadata_csum"
      })
  void read_damagedImage_isAReadOrARefusal(String features) throws Exception {
    byte[] image = image(features);

    Map<ErrorCode, Integer> outcomes =
        new MutatedImages(image, features).read(300, Long.getLong("tain.seed", 20261121));

    assertThat(outcomes).containsKeys(ErrorCode.FS_MALFORMED, ErrorCode.INTERNAL);
  }

  @Test
  @Tag("slow")
  void read_manyDamagedImages_isAReadOrARefusal() throws Exception {
    byte[] image = image("^metadata_csum,^64bit");

    Map<ErrorCode, Integer> outcomes =
        new MutatedImages(image, "^metadata_csum,^64bit")
            .read(5_000, Long.getLong("tain.seed", 20261121));

    assertThat(outcomes).containsKeys(ErrorCode.FS_MALFORMED, ErrorCode.INTERNAL);
  }

  private byte[] image(String features) throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Path image = directory.resolve("image");
    ForeignTool.run("bash", "-c", "cd \"$1\"; " + TREE, "-", tree.toString());
    ForeignTool.run(
        "env",
        "E2FSPROGS_FAKE_TIME=1700000000",
        "mke2fs",
        "-q",
        "-t",
        "ext4",
        "-b",
        "1024",
        "-I",
        "256",
        "-N",
        "256",
        "-O",
        features + ",^has_journal,^resize_inode",
        "-U",
        "11111111-2222-3333-4444-555555555555",
        "-E",
        "hash_seed=11111111-2222-3333-4444-555555555555",
        "-d",
        tree.toString(),
        image.toString(),
        "1M");
    ForeignTool.runAny("e2fsck", "-fyD", image.toString());
    return Files.readAllBytes(image);
  }
}
