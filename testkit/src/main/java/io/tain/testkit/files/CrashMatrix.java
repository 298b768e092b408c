package io.tain.testkit.files;

import io.tain.base.local.LocalDurableFiles;
import io.tain.testkit.TemporaryHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// Every durable step of a scenario, met by every fault.
///
/// @param cells ordered by step, then by fault
public record CrashMatrix(List<Cell> cells) {
  public CrashMatrix {
    cells = List.copyOf(cells);
  }

  /// Runs a scenario once undisturbed and then once for each step and fault.
  ///
  /// @param scenarios gives a fresh scenario each time; each must do the same steps
  /// @param roles names files by their paths relative to the root
  /// @throws AssertionError if a scenario does not hold, naming step and fault
  public static CrashMatrix of(
      Supplier<? extends CrashScenario> scenarios, Function<Path, String> roles) {
    FilePlan plan = FilePlan.undisturbed().withRoles(roles);
    List<FileStep> steps = run(scenarios.get(), plan).steps();
    var cells = new ArrayList<Cell>();
    for (FileStep step : steps) {
      for (FileFault fault : FileFault.values()) {
        Run run = run(scenarios.get(), plan.with(fault, step.number()));
        cells.add(new Cell(step, fault, run.found()));
      }
    }
    return new CrashMatrix(cells);
  }

  /// The steps that were met by faults, in their order.
  public List<FileStep> steps() {
    return cells.stream().map(Cell::step).distinct().toList();
  }

  /// A table with one line for each step and one column for each fault.
  public String table() {
    var text =
        new StringBuilder(
            line("step", Arrays.stream(FileFault.values()).map(Object::toString).toList()));
    for (FileStep step : steps()) {
      List<String> found =
          cells.stream().filter(cell -> cell.step.equals(step)).map(Cell::found).toList();
      text.append(line(step.toString(), found));
    }
    return text.toString();
  }

  private static String line(String first, List<String> others) {
    var line = new StringBuilder("%-40s".formatted(first));
    others.forEach(other -> line.append(" %-26s".formatted(other)));
    return line.toString().stripTrailing() + "\n";
  }

  private static Run run(CrashScenario scenario, FilePlan plan) {
    try (TemporaryHome home = TemporaryHome.create()) {
      Path root = Files.createDirectory(home.resolve("root"));
      try (var files = new SimulatedFiles(root, plan)) {
        boolean finished = finishes(scenario, files, root);
        return new Run(files.steps(), scenario.verify(root, !finished));
      }
    } catch (Exception | AssertionError e) {
      throw new AssertionError("%s at step %d".formatted(plan.fault(), plan.stepNumber()), e);
    }
  }

  /// True when the work was done to its end; a failure that was injected may end it, any other not.
  private static boolean finishes(CrashScenario scenario, SimulatedFiles files, Path root)
      throws Exception {
    try {
      scenario.run(new LocalDurableFiles(files), root);
      return true;
    } catch (SimulatedCrash _) {
      return false;
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith("injected: ")) {
        return false;
      }
      throw e;
    }
  }

  /// One step met by one fault.
  ///
  /// @param found what the scenario saw afterwards
  public record Cell(FileStep step, FileFault fault, String found) {}

  private record Run(List<FileStep> steps, String found) {}
}
