package io.tain.fleet.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.local.LocalDurableFiles;
import io.tain.disk.ForeignTool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against qemu-img of QEMU 7.2.
final class OverlayTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {512, 3L << 30, (512L << 20) + 512, 10L << 40, 64L << 40})
  void write_anySize_passesTheCheckOfQemuImg(long sizeBytes) throws Exception {
    Path overlay = directory.resolve("overlay.qcow2");

    Overlay.write(new LocalDurableFiles(), overlay, sizeBytes);

    assertThat(ForeignTool.run("qemu-img", "check", "-f", "qcow2", overlay.toString()))
        .contains("No errors were found");
    assertThat(ForeignTool.run("qemu-img", "info", "-f", "qcow2", overlay.toString()))
        .contains("(" + sizeBytes + " bytes)")
        .doesNotContain("backing");
  }

  @ParameterizedTest
  @CsvSource({"0, 512", "1, 512", "513, 1024", "1048677, 1049088"})
  void write_sizeOfNoWholeSectors_isRoundedUp(long diskBytes, long sizeBytes) throws Exception {
    Path overlay = directory.resolve("overlay.qcow2");

    Overlay.write(new LocalDurableFiles(), overlay, diskBytes);

    assertThat(ForeignTool.run("qemu-img", "check", "-f", "qcow2", overlay.toString()))
        .contains("No errors were found");
    assertThat(ForeignTool.run("qemu-img", "info", "-f", "qcow2", overlay.toString()))
        .contains("(" + sizeBytes + " bytes)");
  }

  @Test
  void write_overlay_keepsWhatIsWritten() throws Exception {
    Path overlay = directory.resolve("overlay.qcow2");
    Overlay.write(new LocalDurableFiles(), overlay, 1L << 30);

    ForeignTool.run("qemu-io", "-f", "qcow2", "-c", "write -P 9 700M 1M", overlay.toString());

    assertThat(
            ForeignTool.run(
                "qemu-io", "-f", "qcow2", "-c", "read -P 9 700M 1M", overlay.toString()))
        .contains("read 1048576/1048576");
    assertThat(ForeignTool.run("qemu-img", "check", "-f", "qcow2", overlay.toString()))
        .contains("No errors were found");
  }
}
