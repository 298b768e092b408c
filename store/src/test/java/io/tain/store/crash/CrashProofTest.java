package io.tain.store.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.testkit.Seeds;
import io.tain.testkit.files.FileFault;
import io.tain.testkit.files.FileStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// No crash of an import loses a visible version, or keeps one from being stored.
///
/// A slice of the matrix, chosen by the seed; `-Dtain.prove=crash` runs and prints all of it.
@Tag("slow")
final class CrashProofTest {
  private static final int SLICE = 24;

  /// What a durable import consists of; a step of another name needs a row here, and a thought.
  private static final Set<String> ROWS =
      Set.of(
          "create directory for store",
          "sync directory of home",
          "create format",
          "write format",
          "sync format",
          "rename format",
          "sync directory of store",
          "create directory for index",
          "create directory for keys",
          "create key",
          "write key",
          "sync key",
          "rename key",
          "sync directory of keys",
          "create directory for packs",
          "create directory for packs/xx",
          "sync directory of packs",
          "create pack",
          "write pack",
          "sync pack",
          "rename pack",
          "sync directory of packs/xx",
          "create index run",
          "write index run",
          "sync index run",
          "rename index run",
          "sync directory of index",
          "commit database");

  @Test
  void import_undisturbed_hasTheStepsOfTheTable() {
    Set<String> names =
        ImportCrashes.steps().stream().map(FileStep::name).collect(Collectors.toSet());

    assertThat(new TreeSet<>(names)).isEqualTo(new TreeSet<>(ROWS));
    // The second time before the first delta frame.
    assertThat(ImportCrashes.steps())
        .filteredOn(step -> step.name().equals("rename format"))
        .hasSize(2);
  }

  @Test
  void import_crashedAtAnyStep_keepsWhatIsVisibleAndCanBeRepeated() {
    List<FileStep> steps = ImportCrashes.steps();
    if ("crash".equals(System.getProperty("tain.prove"))) {
      proveAll(steps);
    } else {
      var random = Seeds.random();
      List<FileFault> faults = List.of(FileFault.values());
      for (int i = 0; i < SLICE; i++) {
        FileFault fault = faults.get(random.nextInt(faults.size()));
        ImportCrashes.crash(steps.get(random.nextInt(steps.size())), fault);
      }
    }
  }

  private static void proveAll(List<FileStep> steps) {
    System.out.println(ImportCrashes.head());
    for (FileStep step : steps) {
      var found = new ArrayList<String>();
      for (FileFault fault : FileFault.values()) {
        found.add(ImportCrashes.crash(step, fault));
      }
      System.out.println(ImportCrashes.line(step.toString(), found));
    }
    System.out.printf("%d steps x %d faults%n", steps.size(), FileFault.values().length);
  }
}
