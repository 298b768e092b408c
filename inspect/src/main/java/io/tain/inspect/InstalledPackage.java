package io.tain.inspect;

import java.util.Comparator;

/// A package that is installed in an image.
///
/// @param version as its package manager prints it
/// @param source the source package that it was built from, which advisories name
/// @param sourceVersion the version of that source; differs from `version` for rebuilds
public record InstalledPackage(
    String name, String version, String architecture, String source, String sourceVersion)
    implements Comparable<InstalledPackage> {
  private static final Comparator<InstalledPackage> ORDER =
      Comparator.comparing(InstalledPackage::name)
          .thenComparing(InstalledPackage::architecture)
          .thenComparing(InstalledPackage::version)
          .thenComparing(InstalledPackage::source)
          .thenComparing(InstalledPackage::sourceVersion);

  @Override
  public int compareTo(InstalledPackage other) {
    return ORDER.compare(this, other);
  }
}
