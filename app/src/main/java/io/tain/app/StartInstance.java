package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.ErrorCode;
import io.tain.base.InstanceName;
import io.tain.base.Reference;
import io.tain.base.TainException;
import io.tain.catalog.Version;
import io.tain.fleet.BackingDisk;
import io.tain.fleet.Instance;
import io.tain.fleet.InstanceSpec;
import io.tain.fleet.PortRule;
import io.tain.fleet.WaitCondition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Starts an instance of a version, whose disk is read from the store as it is needed.
public final class StartInstance {
  private final Library library;
  private final Instances instances;

  public StartInstance(Library library, Instances instances) {
    this.library = library;
    this.instances = instances;
  }

  /// Starts it, and waits until it is ready.
  ///
  /// @throws io.tain.base.TainException as [ShowVersion] and [io.tain.fleet.Fleet#start] do
  /// @throws IOException if the disk host or the file system fails
  public RunningInstance run(Actor actor, Wish wish) throws IOException, InterruptedException {
    Instant arrivedAt = library.clock().instant();
    Version version = library.resolve(actor, wish.reference());
    InstanceName name = wish.name().isPresent() ? wish.name().get() : freeName(version);
    requireFree(name);
    String export = Instances.exportName(name);
    BackingDisk disk =
        instances
            .disks()
            .serve(export, Library.diskOf(version), version.content().sizes().virtualSizeBytes());
    Instance started = start(spec(wish, name, version, disk, arrivedAt), export);
    instances.record(actor, "instance.start", name, Map.of("version", version.id().toString()));
    return new RunningInstance(started, instances.fetchedBytes(name));
  }

  private Instance start(InstanceSpec spec, String export)
      throws IOException, InterruptedException {
    try {
      return instances.fleet().start(spec);
    } catch (IOException | RuntimeException | InterruptedException e) {
      if (!isKept(spec.name())) {
        instances.disks().end(export);
      }
      throw e;
    }
  }

  private boolean isKept(InstanceName name) throws IOException {
    return instances.fleet().list().stream().anyMatch(instance -> instance.name().equals(name));
  }

  private static InstanceSpec spec(
      Wish wish, InstanceName name, Version version, BackingDisk disk, Instant arrivedAt) {
    InstanceSpec spec =
        InstanceSpec.of(name, version.image() + "@" + version.label(), disk, arrivedAt)
            .withMemoryMib(wish.memoryMib())
            .withPublish(wish.publish());
    return wish.waitFor().isPresent()
        ? spec.withWait(wish.waitFor().get(), wish.waitTimeout())
        : spec;
  }

  private void requireFree(InstanceName name) throws IOException {
    if (isKept(name)) {
      throw TainException.of(ErrorCode.INSTANCE_EXISTS, "instance", name);
    }
  }

  private InstanceName freeName(Version version) throws IOException {
    Set<String> taken =
        instances.fleet().list().stream()
            .map(instance -> instance.name().text())
            .collect(Collectors.toSet());
    int number = 1;
    while (taken.contains(version.image().name() + "-" + number)) {
      number++;
    }
    return new InstanceName(version.image().name() + "-" + number);
  }

  /// What somebody wants to run.
  ///
  /// @param name empty for the image's name with a number
  /// @param waitFor empty: it is done when QEMU answers
  public record Wish(
      Reference reference,
      Optional<InstanceName> name,
      int memoryMib,
      List<PortRule> publish,
      Optional<WaitCondition> waitFor,
      Duration waitTimeout) {
    public Wish {
      publish = List.copyOf(publish);
    }
  }
}
