package io.tain.blob.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenFilesTest {
  private static final int LIMIT = 3;

  @TempDir private Path directory;

  @Test
  void read_ofMoreFilesThanTheLimit_keepsNoMoreOpen() throws IOException {
    try (var files = new OpenFiles(LIMIT)) {
      for (int i = 0; i < 10; i++) {
        assertThat(read(files, file(i))).isEqualTo((byte) i);
      }

      assertThat(files.count()).isEqualTo(LIMIT);
    }
  }

  @Test
  void read_byMoreThreadsThanTheLimit_givesEachItsBytes() throws IOException {
    for (int i = 0; i < 20; i++) {
      file(i);
    }
    try (var files = new OpenFiles(LIMIT)) {
      boolean same =
          IntStream.range(0, 5_000)
              .parallel()
              .allMatch(i -> read(files, directory.resolve("f" + i % 20)) == i % 20);

      assertThat(same).isTrue();
      assertThat(files.count()).isEqualTo(LIMIT);
    }
  }

  @Test
  void forget_openFile_isOpenedAnewByTheNextReader() throws IOException {
    try (var files = new OpenFiles(LIMIT)) {
      Path path = file(1);
      read(files, path);
      files.forget(path);
      Files.write(path, new byte[] {9});

      assertThat(read(files, path)).isEqualTo((byte) 9);
    }
  }

  private Path file(int i) throws IOException {
    return Files.write(directory.resolve("f" + i), new byte[] {(byte) i});
  }

  private static byte read(OpenFiles files, Path path) {
    ByteBuffer target = ByteBuffer.allocate(1);
    try {
      files.read(path, 0, target);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return target.get(0);
  }
}
