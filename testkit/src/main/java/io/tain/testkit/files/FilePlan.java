package io.tain.testkit.files;

import java.nio.file.Path;
import java.util.function.Function;

/// What is to happen, and how the files of a run are called.
///
/// @param stepNumber the step that meets the fault, from 1; 0 for none
/// @param roles names the role of a file or directory by its path relative to the root; of a file
///     under a temporary name by the path that it is to have
public record FilePlan(int stepNumber, FileFault fault, Function<Path, String> roles) {
  /// A run without a fault, whose roles are the first parts of the paths.
  public static FilePlan undisturbed() {
    return new FilePlan(0, FileFault.KILLED, FilePlan::firstPart);
  }

  /// The same roles, with a fault at one step.
  public FilePlan with(FileFault newFault, int newStepNumber) {
    return new FilePlan(newStepNumber, newFault, roles);
  }

  /// The same fault, with other names.
  public FilePlan withRoles(Function<Path, String> newRoles) {
    return new FilePlan(stepNumber, fault, newRoles);
  }

  private static String firstPart(Path path) {
    return path.toString().isEmpty() ? "root" : path.getName(0).toString();
  }
}
