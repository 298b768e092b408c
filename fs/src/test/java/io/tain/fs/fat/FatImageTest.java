package io.tain.fs.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.TainException;
import io.tain.disk.ForeignTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written is judged by dosfstools and mtools.
final class FatImageTest {
  @TempDir Path directory;

  @Test
  void bytes_cloudInitSeed_isReadBackByMtools() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("user-data", "#cloud-config\n".getBytes(StandardCharsets.UTF_8));
    files.put("meta-data", "instance-id: i-1\n".getBytes(StandardCharsets.UTF_8));
    files.put("network-config", "version: 2\n".getBytes(StandardCharsets.UTF_8));

    Path image = write(files);

    assertAccepted(image, files);
    assertThat(ForeignTool.run("mlabel", "-s", "-i", image.toString(), "::")).contains("CIDATA");
    assertThat(ForeignTool.run("blkid", "-p", "-o", "value", image.toString()))
        .contains("CIDATA", "vfat");
  }

  @Test
  void bytes_sameFiles_areTheSame() {
    assertThat(seed("a").bytes()).isEqualTo(seed("a").bytes());
    assertThat(seed("a").bytes()).isNotEqualTo(seed("b").bytes());
  }

  @Test
  void bytes_namesOfEveryShape_areReadBackByMtools() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name :
        List.of(
            "README.TXT",
            "readme.md",
            "readme.mdx",
            "ReadMe.mdy",
            "镜像-配置.yaml",
            "no extension at all",
            ".hidden",
            "thirteen_unit",
            "a.b.c.d",
            "+,;=[]",
            "x".repeat(255))) {
      files.put(name, name.getBytes(StandardCharsets.UTF_8));
    }
    for (int i = 0; i < 40; i++) {
      files.put("many-alike-" + i, new byte[i]);
    }

    assertAccepted(write(files), files);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 2048, 2049, 8_300_000, 8_364_000, 8_400_000, 60_000_000})
  void bytes_filesOfEverySize_areAccepted(int sizeBytes) throws Exception {
    byte[] content = new byte[sizeBytes];
    new Random(sizeBytes).nextBytes(content);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("content.bin", content);
    files.put("empty.bin", new byte[0]);

    assertAccepted(write(files), files);
  }

  @Test
  void layout_everyNumberOfClusters_holdsThemWithTheRightTable() {
    for (int clusters = 0; clusters < 40_000; clusters++) {
      FatImageLayout layout = FatImageLayout.of(new int[] {clusters * 2048});

      assertThat(layout.clusters()).isGreaterThanOrEqualTo(clusters);
      assertThat(layout.bits()).isEqualTo(layout.clusters() < 4085 ? 12 : 16);
      assertThat(layout.sectorsPerTable() * 4096L)
          .isGreaterThanOrEqualTo((layout.clusters() + 2L) * layout.bits());
      assertThat(layout.clusterOffset(layout.clusters() + 2))
          .isLessThanOrEqualTo(layout.totalBytes());
    }
  }

  @Test
  void with_tooMuchContent_isRefused() {
    assertThatThrownBy(() -> seed("a").with("big", new byte[(64 << 20) + 1]))
        .isInstanceOf(TainException.class)
        .hasMessageContaining("at most 67108864");
  }

  @Test
  void bytes_moreNamesThanTheRootHolds_isRefused() {
    FatImage image = FatImage.labelled("FULL");
    for (int i = 0; i < 512; i++) {
      image = image.with("F" + i, new byte[0]);
    }

    assertThatThrownBy(image::bytes)
        .isInstanceOf(TainException.class)
        .hasMessageContaining("at most 512");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a/b", "a\\b", "a:b", "end.", "end ", "nul\0", "Meta-Data"})
  void with_nameThatFatCannotHold_isRefused(String name) {
    FatImage image = FatImage.labelled("CIDATA").with("meta-data", new byte[0]);

    assertThatIllegalArgumentException().isThrownBy(() -> image.with(name, new byte[0]));
  }

  private static FatImage seed(String content) {
    return FatImage.labelled("CIDATA").with("user-data", content.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(Map<String, byte[]> files) throws Exception {
    FatImage image = FatImage.labelled("CIDATA");
    for (var file : files.entrySet()) {
      image = image.with(file.getKey(), file.getValue());
    }
    return Files.write(directory.resolve("seed.img"), image.bytes());
  }

  private void assertAccepted(Path image, Map<String, byte[]> files) throws Exception {
    ForeignTool.run("fsck.vfat", "-n", image.toString());
    Path copies = Files.createTempDirectory(directory, "copies");
    ForeignTool.run(
        "env", "LC_ALL=C.UTF-8", "mcopy", "-n", "-i", image.toString(), "::*", copies.toString());
    for (var file : files.entrySet()) {
      assertThat(copies.resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
  }
}
