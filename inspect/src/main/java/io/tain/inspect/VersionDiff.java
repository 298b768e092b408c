package io.tain.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What differs between the packages of two versions of an image.
///
/// A package is the same one when name and architecture are. All lists are sorted by both.
///
/// @param unchangedCount packages that both have in one version
public record VersionDiff(
    List<InstalledPackage> added,
    List<InstalledPackage> removed,
    List<Change> upgraded,
    List<Change> downgraded,
    int unchangedCount) {
  public VersionDiff {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    upgraded = List.copyOf(upgraded);
    downgraded = List.copyOf(downgraded);
  }

  /// What must change in the packages `before` to make them those `after`.
  public static VersionDiff between(List<InstalledPackage> before, List<InstalledPackage> after) {
    Map<String, List<InstalledPackage>> old = byIdentity(before);
    var comparison = new Comparison();
    byIdentity(after)
        .forEach(
            (identity, packages) -> {
              List<InstalledPackage> previous = old.remove(identity);
              comparison.compare(previous == null ? List.of() : previous, packages);
            });
    old.values().forEach(gone -> comparison.compare(gone, List.of()));
    return comparison.result();
  }

  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && upgraded.isEmpty() && downgraded.isEmpty();
  }

  private static Map<String, List<InstalledPackage>> byIdentity(List<InstalledPackage> packages) {
    var groups = new TreeMap<String, List<InstalledPackage>>();
    for (InstalledPackage installed : packages) {
      groups
          .computeIfAbsent(
              installed.name() + "\0" + installed.architecture(), _ -> new ArrayList<>())
          .add(installed);
    }
    return groups;
  }

  /// A package that both have, in two versions.
  public record Change(InstalledPackage before, InstalledPackage after) {}

  /// The lists as they grow.
  private static final class Comparison {
    private final List<InstalledPackage> added = new ArrayList<>();
    private final List<InstalledPackage> removed = new ArrayList<>();
    private final List<Change> upgraded = new ArrayList<>();
    private final List<Change> downgraded = new ArrayList<>();
    private int unchangedCount;

    /// Packages of one name; more than one where several versions are installed side by side.
    void compare(List<InstalledPackage> before, List<InstalledPackage> after) {
      var gone = new ArrayList<>(before);
      var fresh = new ArrayList<InstalledPackage>();
      for (InstalledPackage installed : after) {
        if (gone.removeIf(old -> old.version().equals(installed.version()))) {
          unchangedCount++;
        } else {
          fresh.add(installed);
        }
      }
      if (gone.size() == 1 && fresh.size() == 1) {
        change(gone.getFirst(), fresh.getFirst());
      } else {
        removed.addAll(gone);
        added.addAll(fresh);
      }
    }

    VersionDiff result() {
      removed.sort(null);
      return new VersionDiff(added, removed, upgraded, downgraded, unchangedCount);
    }

    private void change(InstalledPackage before, InstalledPackage after) {
      var old = new DebianVersion(before.version());
      boolean isNewer = old.compareTo(new DebianVersion(after.version())) <= 0;
      (isNewer ? upgraded : downgraded).add(new Change(before, after));
    }
  }
}
