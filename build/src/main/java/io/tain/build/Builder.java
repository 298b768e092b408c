package io.tain.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Makes disks from recipes.
///
/// One build at a time in one cache directory; a second one waits. Interrupting the thread ends a
/// call, and the processes that it started, with `interrupted`.
public interface Builder {
  /// Reads a recipe and settles its lock: the one that exists, or a new one.
  ///
  /// Needs no network when a lock fits and is not to be replaced.
  ///
  /// @throws io.tain.base.TainException `recipe.malformed`; `host.lacks`; `package.unavailable` for
  ///     a package that no source has
  /// @throws IOException if files or sources cannot be read; the call may be repeated
  Plan plan(BuildSources sources, Resolution resolution, Consumer<BuildProgress> listener)
      throws IOException;

  /// Builds the disk of a plan.
  ///
  /// @param target the raw disk; replaced if it exists, removed when the build fails
  /// @param stages whether trees that earlier builds kept may be used
  /// @throws io.tain.base.TainException `build.failed` with the step and the reason; `host.lacks`;
  ///     `package.unavailable` for a package of the lock that is gone
  /// @throws IOException if files cannot be read or written; the call may be repeated
  BuiltDisk build(Plan plan, Path target, StageUse stages, Consumer<BuildProgress> listener)
      throws IOException;

  /// What becomes of a lock that exists.
  enum Resolution {
    KEEP,
    UPDATE
  }

  /// Whether a build may start from a tree that an earlier one kept.
  enum StageUse {
    CACHED,
    FRESH
  }
}
