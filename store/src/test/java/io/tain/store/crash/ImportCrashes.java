package io.tain.store.crash;

import io.tain.testkit.TemporaryHome;
import io.tain.testkit.files.FileFault;
import io.tain.testkit.files.FilePlan;
import io.tain.testkit.files.FileStep;
import io.tain.testkit.files.SimulatedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Runs imports that meet one fault at one step.
final class ImportCrashes {
  private ImportCrashes() {}

  /// The durable steps of an undisturbed run.
  static List<FileStep> steps() {
    return run(FilePlan.undisturbed()).steps();
  }

  /// Crashes at one step, looks at what is left, and imports again.
  ///
  /// @return what was found, for the table
  /// @throws AssertionError if something does not hold, or if the run met no such step
  static String crash(FileStep step, FileFault fault) {
    Outcome outcome = run(FilePlan.undisturbed().with(fault, step.number()));
    FileStep met = outcome.steps().size() < step.number() ? step : outcome.at(step.number());
    if (!met.equals(step)) {
      throw new AssertionError("expected step %s, met %s".formatted(step, met));
    }
    return outcome.found();
  }

  /// One line of the table; without findings its head.
  static String line(String first, List<String> others) {
    var line = new StringBuilder("%-44s".formatted(first));
    others.forEach(other -> line.append(" %-26s".formatted(other)));
    return line.toString().stripTrailing();
  }

  /// The head of the table.
  static String head() {
    return line("step", Arrays.stream(FileFault.values()).map(FileFault::toString).toList());
  }

  private static Outcome run(FilePlan plan) {
    try (TemporaryHome home = TemporaryHome.create()) {
      Path root = Files.createDirectory(home.resolve("root"));
      try (var files = new SimulatedFiles(root, plan.withRoles(ImportRun::role))) {
        var imports = new ImportRun(root, home.resolve("torn"));
        boolean finished = imports.run(files);
        return new Outcome(files.steps(), imports.verify(finished));
      }
    } catch (Exception | AssertionError e) {
      throw new AssertionError("%s at step %d".formatted(plan.fault(), plan.stepNumber()), e);
    }
  }

  private record Outcome(List<FileStep> steps, String found) {
    FileStep at(int number) {
      return steps.get(number - 1);
    }
  }
}
