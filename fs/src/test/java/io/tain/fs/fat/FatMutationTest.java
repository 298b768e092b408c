package io.tain.fs.fat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.disk.ForeignTool;
import io.tain.fs.MutatedImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Damaged images of mkfs.vfat.
final class FatMutationTest {
  @TempDir Path directory;

  @ParameterizedTest
  @Tag("slow")
  @CsvSource({"12, 1M, 1", "16, 9M, 4", "32, 35M, 1"})
  void read_damagedImage_isAReadOrARefusal(String bits, String size, String clusterSectors)
      throws Exception {
    Path tree = VfatImage.tree(directory);
    Path file = VfatImage.make(tree, directory.resolve("image"), bits, size, clusterSectors);
    ForeignTool.run("mattrib", "+r", "-i", file.toString(), "::lower.txt");
    ForeignTool.run("mdel", "-i", file.toString(), "::many/file-number-7");
    byte[] image = Files.readAllBytes(file);
    // The boot sector, the counters of FAT32, and the first entries of the first table.
    int table = 512 * ((image[14] & 0xFF) | (image[15] & 0xFF) << 8);

    Map<ErrorCode, Integer> outcomes =
        new MutatedImages(image, bits, "0+96 496+32 992+32 " + table + "+16")
            .read(150, Long.getLong("tain.seed", 20261121));

    assertThat(outcomes).containsKeys(ErrorCode.FS_MALFORMED, ErrorCode.INTERNAL);
  }
}
