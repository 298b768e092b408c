package io.tain.fs.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.ForeignTool;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileSystemsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "ext2, mke2fs -q -t ext2",
    "ext3, mke2fs -q -t ext3",
    "ext4, mke2fs -q -t ext4",
    "vfat, mkfs.vfat",
    "xfs, mkfs.xfs -q --unsupported",
    "swap, mkswap",
  })
  void identify_whatToolsMake_isNamed(String type, String command) throws Exception {
    Path image = directory.resolve("image");
    ForeignTool.run("truncate", "-s", "32M", image.toString());
    ForeignTool.run("bash", "-c", command + " \"$1\"", "-", image.toString());

    try (VirtualDisk disk = RawDisk.open(image)) {
      assertThat(FileSystems.identify(disk)).isEqualTo(type);
      assertThat(FileSystems.open(disk).isPresent()).isEqualTo(!type.equals("swap"));
    }
  }

  @Test
  void identify_everySignature_isNamedAndNotOpened() throws Exception {
    for (Signature signature : Signature.ALL) {
      if (!signature.type().equals(Signature.EXT) && !signature.type().equals("xfs")) {
        var disk = disk(List.of(signature));

        assertThat(FileSystems.identify(disk)).isEqualTo(signature.type());
        assertThat(FileSystems.open(disk)).isEmpty();
      }
    }
  }

  @Test
  void identify_twoSignatures_isAmbiguousAndNotOpened() throws Exception {
    var disk = disk(List.of(Signature.ALL.getFirst(), Signature.ALL.getLast()));

    assertThat(FileSystems.identify(disk)).isEqualTo("ambiguous");
    assertThat(FileSystems.open(disk)).isEmpty();
  }

  @Test
  void identify_nothing_isEmptyOrUnknown() throws Exception {
    var disk = new SparseMemoryDisk(1 << 20);
    assertThat(FileSystems.identify(disk)).isEqualTo("empty");
    assertThat(FileSystems.identify(new SparseMemoryDisk(0))).isEqualTo("empty");

    disk.write(700, new byte[] {1});
    assertThat(FileSystems.identify(disk)).isEqualTo("unknown");
  }

  private static SparseMemoryDisk disk(List<Signature> signatures) {
    var disk = new SparseMemoryDisk(1 << 20);
    for (Signature signature : signatures) {
      byte[] bytes = signature.bytes().getBytes(StandardCharsets.ISO_8859_1);
      disk.write(signature.offset(), bytes);
    }
    return disk;
  }
}
