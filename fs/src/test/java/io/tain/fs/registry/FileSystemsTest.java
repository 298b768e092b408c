package io.tain.fs.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.ForeignTool;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
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

  @ParameterizedTest
  @CsvSource({"5242880, 512", "16777216, 16777000", "134217728, 70000000", "300000000, 299000000"})
  void identify_zerosAtItsStart_isEmptyOnlyIfNothingElseIsFound(long size, long at)
      throws Exception {
    var disk = new SparseMemoryDisk(size);
    disk.write(size / 4 * 3, new byte[4096]);
    assertThat(FileSystems.identify(disk)).isEqualTo("empty");

    disk.write(at, new byte[] {1});
    assertThat(FileSystems.identify(disk)).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "raid, 10485760, 10420224, fc4e2ba9",
    "raid, 10490000, 10420224, a92b4efc",
    "raid, 10490000, 10481664, fc4e2ba9",
    "vmfs, 10485760, 1048576, 0dd001c0",
    "vmfs, 10485760, 2097152, 5ef1ab2f",
  })
  void identify_signatureFarFromTheStart_isNamed(String type, long size, long at, String bytes)
      throws Exception {
    var disk = new SparseMemoryDisk(size);
    disk.write(at, HexFormat.of().parseHex(bytes));

    assertThat(FileSystems.identify(disk)).isEqualTo(type);
    assertThat(FileSystems.open(disk)).isEmpty();
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
