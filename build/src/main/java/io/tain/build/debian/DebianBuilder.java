package io.tain.build.debian;

import io.tain.base.Digest;
import io.tain.base.DurableFiles;
import io.tain.build.BuildProgress;
import io.tain.build.BuildSources;
import io.tain.build.BuildStep;
import io.tain.build.Builder;
import io.tain.build.BuiltDisk;
import io.tain.build.Lock.LockedPackage;
import io.tain.build.Plan;
import io.tain.build.Provenance;
import io.tain.build.archive.Archive;
import io.tain.build.host.HostCheck;
import io.tain.build.image.DiskUse;
import io.tain.build.sandbox.Sandbox;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Builds Debian images with mmdebstrap and mke2fs, without loop devices and without mounting.
///
/// | in the cache | content |
/// |---|---|
/// | `deb/` | package files that a lock names |
/// | `apt/` | indices of package sources |
/// | `stages/` | root trees |
/// | `locks/` | the lock that each recipe was built from last |
/// | `work/` | the build that runs |
public final class DebianBuilder implements Builder {
  private final Path cache;
  private final DurableFiles files;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();

  /// A builder that keeps what it can use again under `cache`.
  public DebianBuilder(Path cache, DurableFiles files, InstantSource clock) {
    this.cache = cache.toAbsolutePath();
    this.files = files;
    this.clock = clock;
  }

  @Override
  public Plan plan(BuildSources sources, Resolution resolution, Consumer<BuildProgress> listener)
      throws IOException {
    var planner = new Planner(sources);
    Optional<Plan> existing = planner.existing(resolution);
    if (existing.isPresent()) {
      return existing.get();
    }
    checkHost();
    var steps = new Steps(listener);
    return alone(
        () -> {
          steps.begin(BuildStep.RESOLVE);
          Plan plan = planner.resolved(new Archive(Sandbox.ofThisUser(), cache));
          steps.end(BuildStep.RESOLVE);
          return plan;
        });
  }

  @Override
  public BuiltDisk build(Plan plan, Path target, StageUse stages, Consumer<BuildProgress> listener)
      throws IOException {
    checkHost();
    return alone(() -> built(plan, target.toAbsolutePath(), stages, new Steps(listener)));
  }

  private BuiltDisk built(Plan plan, Path target, StageUse use, Steps steps) throws IOException {
    Instant startedAt = clock.instant();
    Sandbox sandbox = Sandbox.ofThisUser();
    var archive = new Archive(sandbox, cache);
    var stages = new StageCache(cache.resolve("stages"));
    stages.create();
    Workspace work = Workspace.create(cache.resolve("work"), sandbox);
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    try {
      Files.deleteIfExists(unfinished);
      List<Digest> from =
          new BuildRun(new Room(sandbox, archive, stages, work), plan, steps).run(unfinished, use);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      // Before anything is synchronised: the tree need never reach the platter.
      work.remove(sandbox);
      retain(plan, archive, stages);
      return disk(plan, target, startedAt, from);
    } finally {
      Files.deleteIfExists(unfinished);
      work.remove(sandbox);
    }
  }

  private void retain(Plan plan, Archive archive, StageCache stages) throws IOException {
    var locks = new KeptLocks(cache.resolve("locks"), files);
    locks.put(plan);
    archive.retain(locks.all());
    stages.retain(plan.recipe().name() + "." + plan.lockFile(), Keys.ofStages(plan));
  }

  private BuiltDisk disk(Plan plan, Path target, Instant startedAt, List<Digest> from)
      throws IOException {
    var provenance =
        new Provenance(
            plan.recipe().digest(),
            Keys.digest(plan.lockText()),
            plan.lock().epoch(),
            startedAt,
            clock.instant(),
            Tools.versions(Sandbox.ofThisUser()),
            plan.lock().packages().map(item -> material(plan, item)).toList(),
            from);
    return new BuiltDisk(target, Files.size(target), DiskUse.dataBytes(target), provenance);
  }

  private static Provenance.Material material(Plan plan, LockedPackage item) {
    String uri =
        "pkg:deb/%s/%s@%s?arch=%s"
            .formatted(
                plan.recipe().suite().distribution(),
                item.name(),
                item.version().replace("+", "%2B").replace("~", "%7E"),
                item.architecture());
    return new Provenance.Material(uri, item.sha256());
  }

  private static void checkHost() throws IOException {
    HostCheck.ofThisMachine().require(Sandbox.isRoot(), System.getProperty("user.name", ""));
  }

  private <T> T alone(Work<T> work) throws IOException {
    turn.lock();
    try {
      Files.createDirectories(cache);
      try (var channel =
              FileChannel.open(
                  cache.resolve("build.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        return work.run();
      }
    } finally {
      turn.unlock();
    }
  }

  /// What one build at a time does.
  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }
}
