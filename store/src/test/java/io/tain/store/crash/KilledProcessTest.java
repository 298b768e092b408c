package io.tain.store.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.store.ManifestPlace;
import io.tain.store.Sealed;
import io.tain.store.StoredDisk;
import io.tain.store.engine.Importer;
import io.tain.store.engine.StoreHome;
import io.tain.testkit.Seeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed with signal 9 while it imports loses nothing that it acknowledged.
@Tag("slow")
final class KilledProcessTest {
  private static final int KILLS = 3;

  @TempDir private Path root;

  @Test
  void import_processKilled_keepsEveryAcknowledgedVersionAndGoesOn() throws Exception {
    List<String> sealed = new ArrayList<>();
    var random = Seeds.random();
    for (int i = 0; i < KILLS; i++) {
      runAndKill(random.nextInt(2, 9), random.nextInt(20_000), sealed);

      requireAllVisibleWhole(sealed);
    }
    assertThat(sealed).isNotEmpty();
  }

  /// Kills a child that has written so many lines, and then waited for no longer than a moment.
  private void runAndKill(int lines, int spins, List<String> sealed) throws Exception {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ImportingChild.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < lines; i++) {
        keep(output.readLine(), sealed);
      }
      for (int i = 0; i < spins; i++) {
        Thread.onSpinWait();
      }
      child.toHandle().destroyForcibly();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        keep(line, sealed);
      }
    }
    assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  private static void keep(String line, List<String> sealed) {
    assertThat(line).as("the child goes on until it is killed").isNotNull();
    if (line.startsWith("sealed ")) {
      sealed.add(line);
    }
  }

  private void requireAllVisibleWhole(List<String> sealed) throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      for (String line : sealed) {
        String[] words = line.split(" ");
        requireWhole(home, ManifestPlace.parse(words[1]), Integer.parseInt(words[2]));
      }
      List<String> visible =
          home.database()
              .read(
                  tx -> tx.sql("select place from store_manifest").list(row -> row.text("place")));
      for (String place : visible) {
        try (StoredDisk disk = home.store().open(ManifestPlace.parse(place))) {
          assertThat(Importer.digestOf(disk)).isEqualTo(disk.contentDigest());
        }
      }
      Sealed next = home.importer().store(ImportingChild.disk(1), "after");
      requireWhole(home, next.place(), 1);
    }
  }

  private static void requireWhole(StoreHome home, ManifestPlace place, int number)
      throws IOException {
    try (StoredDisk disk = home.store().open(place)) {
      assertThat(Importer.digestOf(disk))
          .isEqualTo(Importer.digestOf(ImportingChild.disk(number)))
          .isEqualTo(disk.contentDigest());
    }
  }
}
