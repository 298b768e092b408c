package io.tain.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectorySizeTest {
  @TempDir private Path directory;

  @BeforeEach
  void fill() throws IOException {
    for (String name : new String[] {"one", "two"}) {
      Path session = Files.createDirectory(directory.resolve(name));
      Files.write(Files.createDirectory(session.resolve("packs")).resolve("pack"), new byte[7]);
    }
  }

  @Test
  void of_aTree_isTheSumOfItsFiles() throws IOException {
    assertThat(DirectorySize.of(directory)).isEqualTo(14);
  }

  @Test
  void walk_overADirectoryThatVanishes_countsTheOthers() throws IOException {
    var size = new OtherSessionEnds();

    Files.walkFileTree(directory, size);

    assertThat(size.bytes()).isEqualTo(7);
  }

  /// Both sessions are listed already when the first is visited, which ends the other.
  private final class OtherSessionEnds extends DirectorySize {
    @Override
    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes)
        throws IOException {
      if (directory.equals(visited.getParent())) {
        Path other = directory.resolve(visited.endsWith("one") ? "two" : "one");
        PackStore.deleteTree(other);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
