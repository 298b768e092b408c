package io.tain.build.debian;

import io.tain.base.Digest;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.build.BuildStep;
import io.tain.build.Builder.StageUse;
import io.tain.build.Lock.LockedPackage;
import io.tain.build.Plan;
import io.tain.build.Stage;
import io.tain.build.image.DiskAssembly;
import io.tain.build.image.DiskPlan;
import io.tain.build.sandbox.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One build of a plan.
final class BuildRun {
  private final Room room;
  private final Plan plan;
  private final Steps steps;
  private final DiskAssembly assembly;
  private final List<Digest> keys;

  BuildRun(Room room, Plan plan, Steps steps) {
    this.room = room;
    this.plan = plan;
    this.steps = steps;
    this.assembly =
        new DiskAssembly(
            room.sandbox(),
            room.work().scripts(),
            new DiskPlan(plan.recipe().name(), plan.recipe().disk()),
            plan.lock().epoch());
    this.keys = Keys.ofStages(plan);
  }

  /// Writes the disk.
  ///
  /// @return the keys of the trees that it started from
  List<Digest> run(Path disk, StageUse use) throws IOException {
    Optional<Integer> kept = use == StageUse.FRESH ? Optional.empty() : restored();
    try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
      var keeping = new ArrayList<Future<?>>();
      for (int i = kept.orElse(-1) + 1; i < keys.size(); i++) {
        settle(keeping);
        layer(i, background);
        Stage stage = room.stages().stage(keys.get(i));
        keeping.add(background.submit(() -> keep(stage)));
      }
      disk(disk);
      settle(keeping);
    }
    return kept.map(index -> List.of(keys.get(index))).orElse(List.of());
  }

  /// Brings back the tree with the most layers that is kept; one that is damaged is given up.
  private Optional<Integer> restored() throws IOException {
    for (int i = keys.size() - 1; i >= 0; i--) {
      Optional<Stage> stage = room.stages().find(keys.get(i));
      if (stage.isPresent()) {
        if (restore(stage.get())) {
          return Optional.of(i);
        }
        Files.delete(stage.get().tar());
        room.sandbox().run(List.of("rm", "-rf", "--", room.work().root().toString()));
      }
    }
    return Optional.empty();
  }

  private boolean restore(Stage stage) throws IOException {
    steps.begin(BuildStep.UNPACK);
    Outcome outcome = script("restore.sh", stage.tar().toString(), room.work().root().toString());
    steps.end(BuildStep.UNPACK);
    return outcome.succeeded();
  }

  private void layer(int index, ExecutorService background) throws IOException {
    for (String mark : List.of("packages.ready", "packages.complete", "packages.failed")) {
      Files.deleteIfExists(room.work().file(mark));
    }
    List<LockedPackage> packages = plan.lock().layers().get(index).packages();
    List<LockedPackage> essential = packages.stream().filter(LockedPackage::essential).toList();
    List<LockedPackage> missing = room.archive().missing(packages);
    if (essential.isEmpty() || missing.isEmpty()) {
      download(missing, missing);
      publish(room.work().archive(), packages);
      Files.createFile(room.work().file("packages.complete"));
      Files.createFile(room.work().file("packages.ready"));
      install(index, CompletableFuture.completedFuture(null));
      return;
    }
    List<LockedPackage> first = missing.stream().filter(LockedPackage::essential).toList();
    List<LockedPackage> later = missing.stream().filter(item -> !item.essential()).toList();
    download(first, missing);
    publish(room.work().archive(), essential);
    install(index, background.submit(() -> downloadLater(later, missing, packages)));
  }

  private void download(List<LockedPackage> packages, List<LockedPackage> all) throws IOException {
    if (packages.isEmpty()) {
      return;
    }
    long totalBytes = bytes(all);
    long[] doneBytes = {totalBytes - bytes(room.archive().missing(all))};
    steps.begin(BuildStep.DOWNLOAD);
    room.archive()
        .fetch(
            plan.recipe().suite(),
            packages,
            fetchedBytes -> {
              doneBytes[0] += fetchedBytes;
              steps.advance(BuildStep.DOWNLOAD, doneBytes[0], totalBytes);
            });
    steps.end(BuildStep.DOWNLOAD);
  }

  private Object downloadLater(
      List<LockedPackage> later, List<LockedPackage> missing, List<LockedPackage> packages)
      throws IOException {
    boolean done = false;
    try {
      download(later, missing);
      publish(room.work().file("archive.next"), packages);
      Files.createFile(room.work().file("packages.ready"));
      done = true;
      return packages;
    } finally {
      if (!done) {
        Files.createFile(room.work().file("packages.failed"));
      }
    }
  }

  private void publish(Path directory, List<LockedPackage> packages) throws IOException {
    room.archive().publish(directory, plan.recipe().suite(), plan.lock().epoch(), packages);
  }

  private void install(int index, Future<?> downloads) throws IOException {
    steps.begin(BuildStep.BOOTSTRAP);
    Outcome outcome =
        new LayerBuild(room.sandbox(), room.work(), plan, assembly, index)
            .run(line -> steps.announced(line, BuildStep.BOOTSTRAP));
    steps.end(BuildStep.BOOTSTRAP);
    steps.end(BuildStep.INITRAMFS);
    settle(List.of(downloads));
    require(BuildStep.BOOTSTRAP, outcome);
  }

  private Object keep(Stage stage) throws IOException {
    steps.begin(BuildStep.STAGE);
    require(
        BuildStep.STAGE, script("keep.sh", room.work().root().toString(), stage.tar().toString()));
    steps.end(BuildStep.STAGE);
    return stage;
  }

  private void disk(Path disk) throws IOException {
    Outcome outcome =
        assembly.fileSystems(
            room.work().root(), disk, line -> steps.announced(line, BuildStep.ESP, BuildStep.ROOT));
    steps.end(BuildStep.ESP);
    steps.end(BuildStep.ROOT);
    require(BuildStep.ROOT, outcome);
    steps.begin(BuildStep.TIMES);
    assembly.times(disk);
    steps.end(BuildStep.TIMES);
    steps.begin(BuildStep.TABLE);
    assembly.table(disk);
    steps.end(BuildStep.TABLE);
  }

  private Outcome script(String name, String... arguments) throws IOException {
    var command = new ArrayList<String>(List.of("sh", room.work().script(name)));
    command.addAll(List.of(arguments));
    String epoch = String.valueOf(plan.lock().epoch().getEpochSecond());
    return room.sandbox().run(command, Map.of("SOURCE_DATE_EPOCH", epoch), _ -> {});
  }

  private void require(BuildStep step, Outcome outcome) {
    if (!outcome.succeeded()) {
      throw TainException.of(
          ErrorCode.BUILD_FAILED,
          "image",
          plan.recipe().name(),
          "step",
          step,
          "reason",
          outcome.reason());
    }
  }

  private static void settle(List<Future<?>> futures) throws IOException {
    for (Future<?> future : futures) {
      try {
        future.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw TainException.of(ErrorCode.INTERRUPTED).causedBy(e);
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException cause -> throw cause;
          case RuntimeException cause -> throw cause;
          case null, default -> throw new IllegalStateException(e);
        }
      }
    }
  }

  private static long bytes(List<LockedPackage> packages) {
    return packages.stream().mapToLong(LockedPackage::sizeBytes).sum();
  }
}
