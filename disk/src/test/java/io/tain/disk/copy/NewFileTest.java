package io.tain.disk.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NewFileTest {
  @TempDir private Path folder;

  @Test
  void create_besideOneOfThisProcess_leavesThatToNoOtherProcess() throws Exception {
    Path target = folder.resolve("disk.raw");
    try (NewFile first = NewFile.create(target);
        NewFile second = NewFile.create(target)) {
      createInAnotherProcess(target);

      assertThat(first.temporary()).exists();
      assertThat(second.temporary()).exists();
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static void createInAnotherProcess(Path target) throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                target.toString())
            .inheritIO()
            .start();
    assertThat(other.waitFor()).isZero();
  }

  /// Another process that writes to the same name, and gives up.
  static final class Other {
    private Other() {}

    static void main(String[] arguments) throws IOException {
      NewFile.create(Path.of(arguments[0])).close();
    }
  }
}
