package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.ForeignTool;
import io.tain.disk.ova.OvaOfTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an image names is never touched, as the kernel sees it.
final class CanaryTest {
  private static final String CANARY = "canary-secret";

  @TempDir Path directory;

  @Test
  void open_backingFileNamed_neverTouchesIt() throws Exception {
    assertNotTouched("disk.unsafe", "-f", "qcow2", "-F", "raw", "-b", canary(), image());
  }

  @Test
  void open_externalDataFileNamed_neverTouchesIt() throws Exception {
    assertNotTouched("disk.unsafe", "-f", "qcow2", "-o", "data_file=" + canary(), image(), "4M");
  }

  @Test
  void open_qedWithBackingFile_neverTouchesIt() throws Exception {
    assertNotTouched("disk.unsupported", "-f", "qed", "-F", "raw", "-b", canary(), image());
  }

  @Test
  void open_vmdkWithFlatExtent_neverTouchesIt() throws Exception {
    Files.writeString(
        Path.of(image()),
        """
        # Disk DescriptorFile
        version=1
        CID=fffffffe
        parentCID=ffffffff
        createType="monolithicFlat"

        # Extent description
        RW 8192 FLAT "%s" 0
        """
            .formatted(canary()));

    assertNotTouched("disk.unsafe");
  }

  @Test
  void open_ovaThatNamesAnotherFile_neverTouchesIt() throws Exception {
    Path file = new OvaOfTools(directory.resolve("ova")).disk(canary(), "").pack();
    Files.move(file, Path.of(image()));

    assertNotTouched("disk.unsafe");
  }

  @Test
  void open_ovaWithAnExternalEntity_neverTouchesIt() throws Exception {
    Path file =
        new OvaOfTools(directory.resolve("ova"))
            .prolog("<!DOCTYPE E [<!ENTITY x SYSTEM \"file://%s\">]>".formatted(canary()))
            .disk("&x;", "")
            .pack();
    Files.move(file, Path.of(image()));

    assertNotTouched("disk.unsafe");
  }

  @Test
  void strace_ofAFileThatIsOpened_showsIt() throws Exception {
    Files.write(Path.of(image()), new byte[4096]);

    assertThat(Traced.reading(Path.of(image())).calls()).contains("image.img");
  }

  private void assertNotTouched(String verdict, String... createArguments) throws Exception {
    if (createArguments.length > 0) {
      var command = new ArrayList<>(List.of("qemu-img", "create"));
      command.addAll(List.of(createArguments));
      ForeignTool.run(command.toArray(String[]::new));
    }

    Traced traced = Traced.reading(Path.of(image()));

    assertThat(traced.verdict()).isEqualTo(verdict);
    assertThat(traced.isSafe()).isFalse();
    assertThat(traced.calls()).contains("image.img").doesNotContain(CANARY);
  }

  private String canary() throws Exception {
    Path canary = directory.resolve(CANARY);
    if (!Files.exists(canary)) {
      Files.write(canary, new byte[4 << 20]);
    }
    return canary.toString();
  }

  private String image() {
    return directory.resolve("image.img").toString();
  }
}
