package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Digest;
import io.tain.base.Home;
import io.tain.base.ImageName;
import io.tain.base.VersionId;
import io.tain.base.VersionLabel;
import io.tain.build.BuildProgress;
import io.tain.build.BuildSources;
import io.tain.build.Builder;
import io.tain.build.Builder.Resolution;
import io.tain.build.Builder.StageUse;
import io.tain.build.BuiltDisk;
import io.tain.build.Plan;
import io.tain.build.provenance.ProvenanceJson;
import io.tain.catalog.ImageKey;
import io.tain.catalog.Origin;
import io.tain.catalog.Version;
import io.tain.disk.DiskFormat;
import io.tain.disk.OpenedDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.registry.DiskFormats;
import io.tain.store.StoredDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Builds a version from a recipe, unless one was built from the same recipe and lock already.
///
/// Interrupted at any point, it can be run again.
public final class BuildVersion {
  /// The property of a version that holds the key of the plan it was built from.
  static final String KEY = "build.key";

  private final Library library;
  private final Builder builder;
  private final StoreDisk storeDisk;
  private final Path work;

  /// Held from looking for the version until it is stored: a command that was interrupted leaves
  /// its build storing, and the same command again must find what that stored.
  private final ReentrantLock building = new ReentrantLock();

  public BuildVersion(
      Library library, Builder builder, BeginImport begin, SealImport seal, Home home) {
    this.library = library;
    this.builder = builder;
    this.storeDisk = new StoreDisk(begin, seal, library.store());
    this.work = home.cache().resolve("built");
  }

  /// Builds and stores it.
  ///
  /// @throws io.tain.base.TainException `recipe.malformed`, `package.unavailable`, `build.failed`,
  ///     `host.lacks`
  /// @throws IOException if files cannot be read or written; the call may be repeated
  public Built run(Actor actor, Wish wish, Consumer<BuildProgress> listener) throws IOException {
    Resolution resolution = wish.mode() == Mode.UPDATE ? Resolution.UPDATE : Resolution.KEEP;
    Instant start = library.clock().instant();
    Plan plan = builder.plan(wish.sources(), resolution, listener);
    building.lock();
    try {
      Built built = run(actor, wish, plan, listener);
      return built.took(Duration.between(start, library.clock().instant()));
    } finally {
      building.unlock();
    }
  }

  private static StoredVersion there(Version version) {
    return new StoredVersion(version, 0, true, Duration.ZERO);
  }

  private Built run(Actor actor, Wish wish, Plan plan, Consumer<BuildProgress> listener)
      throws IOException {
    var image = new ImageKey(actor.tenant(), wish.image().orElse(plan.recipe().name()));
    var line = new Line(image, versions(image));
    List<Version> same =
        line.versions().stream()
            .filter(version -> plan.key().toString().equals(version.facts().properties().get(KEY)))
            .toList();
    if (!same.isEmpty() && wish.mode() != Mode.REBUILD) {
      Version newest = same.getFirst();
      return new Built(there(newest), plan, Optional.of(newest), DiskDifference.NONE);
    }
    StageUse stages = wish.mode() == Mode.REBUILD ? StageUse.FRESH : StageUse.CACHED;
    Files.createDirectories(work);
    Path target = work.resolve(plan.key().hex() + ".raw");
    try {
      BuiltDisk built = builder.build(plan, target, stages, listener);
      StoredVersion stored = store(actor, line, plan, built);
      Optional<Version> earlier = earlier(same, stored.version());
      return new Built(stored, plan, earlier, difference(earlier, stored, built));
    } finally {
      Files.deleteIfExists(target);
    }
  }

  /// The one of the same lock with the same bytes, else the newest of the same lock.
  private static Optional<Version> earlier(List<Version> same, Version built) {
    return same.stream()
        .filter(version -> sameBytes(version, built))
        .findFirst()
        .or(() -> same.stream().findFirst());
  }

  /// What the new disk has that the one from the same lock had not.
  private DiskDifference difference(
      Optional<Version> earlier, StoredVersion stored, BuiltDisk built) throws IOException {
    if (earlier.isEmpty() || sameBytes(earlier.get(), stored.version())) {
      return DiskDifference.NONE;
    }
    try (StoredDisk before = library.store().open(Library.diskOf(earlier.get()));
        OpenedDisk after = DiskFormats.open(built.raw(), DiskFormat.RAW)) {
      return new CompareDisks().run(before, after.disk(), after.partitions());
    }
  }

  private static boolean sameBytes(Version one, Version other) {
    return one.content().digest().equals(other.content().digest());
  }

  private StoredVersion store(Actor actor, Line line, Plan plan, BuiltDisk built)
      throws IOException {
    try (OpenedDisk opened = DiskFormats.open(built.raw(), DiskFormat.RAW)) {
      VirtualDisk disk = opened.disk();
      Optional<Version> equal = withDigest(line.versions(), disk);
      if (equal.isPresent()) {
        return there(equal.get());
      }
      VersionLabel label = Labels.free(plan.label().text(), Labels.labels(line.versions()));
      var wish =
          new ImportWish(
              line.image().name(),
              Optional.of(label),
              Optional.empty(),
              "build " + plan.key(),
              disk.sizeBytes(),
              List.of());
      return storeDisk.run(
          actor, wish, opened, open -> source(plan, built, open.parents()), (_, _) -> {});
    }
  }

  private static Optional<Version> withDigest(List<Version> versions, VirtualDisk disk)
      throws IOException {
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    Digest digest = ContentDigest.of(disk);
    return versions.stream()
        .filter(version -> version.content().digest().equals(digest))
        .findFirst();
  }

  private List<Version> versions(ImageKey image) {
    return library.database().read(tx -> library.versions(tx, image));
  }

  private static SealImport.Source source(Plan plan, BuiltDisk built, List<VersionId> parents) {
    var origin =
        new Origin.Built(
            parents,
            built.provenance().recipe(),
            built.provenance().lock(),
            ProvenanceJson.print(built.provenance()));
    return new SealImport.Source(origin, Map.of(KEY, plan.key().toString()));
  }

  /// How much is built anew.
  public enum Mode {
    /// What has not been built yet.
    NORMAL,
    /// From a new lock.
    UPDATE,
    /// From the lock that exists, from nothing, although it was built already.
    REBUILD
  }

  /// What somebody wants to build.
  ///
  /// @param image empty for the name in the recipe
  public record Wish(BuildSources sources, Optional<ImageName> image, Mode mode) {}

  /// A version that was built, or was there already.
  ///
  /// @param plan its lock is to be kept beside the recipe
  /// @param earlier a version that was built from the same plan before, best one of the same bytes
  /// @param difference of its disk from that of the earlier version
  public record Built(
      StoredVersion stored, Plan plan, Optional<Version> earlier, DiskDifference difference) {
    private Built took(Duration duration) {
      return new Built(stored.took(duration), plan, earlier, difference);
    }

    /// True when building again gave the same bytes.
    public boolean reproduced() {
      return earlier.isPresent() && sameBytes(earlier.get(), stored.version());
    }
  }

  /// An image and its versions, the newest first.
  private record Line(ImageKey image, List<Version> versions) {}
}
