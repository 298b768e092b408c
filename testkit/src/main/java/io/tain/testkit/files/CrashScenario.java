package io.tain.testkit.files;

import io.tain.base.DurableFiles;
import java.nio.file.Path;

/// Something that has to survive a crash at any of its steps.
///
/// One object for one crash.
public interface CrashScenario {
  /// Does the work, all durable writes through `files`; a crash ends it somewhere.
  ///
  /// @param root an empty directory
  void run(DurableFiles files, Path root) throws Exception;

  /// Looks at what is left, as the next process does, and checks everything that must hold.
  ///
  /// @param crashed false when the work was finished
  /// @return a few words about what was found, for the table
  /// @throws AssertionError if something does not hold
  String verify(Path root, boolean crashed) throws Exception;
}
