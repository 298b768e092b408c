package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.ForeignTool;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// The images that OpenStack's services are tried with (openstack/os-test-images at 5d0367e), made
/// by the commands of its manifest: those it calls usable are read, the others are refused, and no
/// file that one names is touched.
final class OsTestImagesTest {
  @TempDir Path directory;

  /// @param verdict `read`, or the code of the refusal
  /// @param named what the image names, `-` if nothing
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/io/tain/disk/os-test-images.tsv",
      delimiter = '\t',
      numLinesToSkip = 1)
  void open_imageOfTheManifest_getsItsVerdict(
      String file, String verdict, String named, String commands) throws Exception {
    ForeignTool.run(
        "bash", "-euo", "pipefail", "-c", "cd \"$1\"; f=$2; " + commands, "make", folder(), file);

    Traced traced = Traced.reading(directory.resolve(file));

    assertThat(traced.verdict()).isEqualTo(verdict);
    assertThat(traced.isSafe()).isEqualTo(verdict.equals("read"));
    assertThat(traced.calls())
        .contains(file)
        .doesNotContain("\"" + named + "\"", "/" + named + "\"");
  }

  private String folder() {
    return directory.toString();
  }
}
