package io.tain.base.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeLockTest {
  @TempDir private Path folder;

  private Home home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new Home(folder.resolve("home")).create();
  }

  @Test
  void tryAcquire_byTheProcessThatHoldsIt_leavesItHeld() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), home.root());
    try (HomeLock _ = HomeLock.tryAcquire(home).orElseThrow()) {
      assertThat(HomeLock.tryAcquire(home)).isEmpty();
      assertThat(HomeLock.tryAcquire(new Home(link))).isEmpty();

      assertThat(isFreeForAnother()).isFalse();
    }
    assertThat(isFreeForAnother()).isTrue();
  }

  @Test
  void close_again_leavesTheNextOneHeld() throws Exception {
    HomeLock first = HomeLock.tryAcquire(home).orElseThrow();
    first.close();
    try (HomeLock _ = HomeLock.tryAcquire(home).orElseThrow()) {
      first.close();

      assertThat(HomeLock.tryAcquire(home)).isEmpty();
      assertThat(isFreeForAnother()).isFalse();
    }
  }

  private boolean isFreeForAnother() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                home.root().toString())
            .inheritIO()
            .start();
    int exit = other.waitFor();
    assertThat(exit).isIn(Other.FREE, Other.HELD);
    return exit == Other.FREE;
  }

  /// Another process that wants the lock.
  static final class Other {
    static final int FREE = 10;
    static final int HELD = 11;

    private Other() {}

    static void main(String[] arguments) throws IOException {
      boolean free = HomeLock.tryAcquire(new Home(Path.of(arguments[0]))).isPresent();
      Runtime.getRuntime().exit(free ? FREE : HELD);
    }
  }
}
