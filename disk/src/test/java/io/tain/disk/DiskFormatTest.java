package io.tain.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DiskFormatTest {
  @ParameterizedTest
  @CsvSource({
    "a/x.raw,raw",
    "x.img,raw",
    "x.IMG,raw",
    "x.qcow2,qcow2",
    "qcow2/x.raw,raw",
    "x.vmdk,vmdk",
    "x.vhd,vhd",
    "x.vdi,none",
    "x,none"
  })
  void ofEnding_fileName_saysTheFormatOrNone(Path file, String expected) {
    assertThat(DiskFormat.ofEnding(file).map(DiskFormat::toString).orElse("none"))
        .isEqualTo(expected);
  }
}
