package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Reference;
import io.tain.inspect.VersionDiff;
import java.io.IOException;

/// Tells how the packages of two versions differ.
public final class CompareVersions {
  private final ListPackages packages;

  public CompareVersions(ListPackages packages) {
    this.packages = packages;
  }

  /// What `to` has that `from` has not, and the other way round.
  ///
  /// @throws io.tain.base.TainException as [ListPackages] does
  /// @throws IOException if the store cannot be read; the call may be repeated
  public VersionDiff run(Actor actor, Reference from, Reference to) throws IOException {
    return VersionDiff.between(packages.run(actor, from), packages.run(actor, to));
  }
}
