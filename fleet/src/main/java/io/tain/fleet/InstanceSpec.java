package io.tain.fleet;

import io.tain.base.InstanceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A wish for an instance.
///
/// @param version what it runs, as people name it; kept for show
/// @param arrivedAt when the request arrived; `readySeconds` counts from here
/// @param waitFor empty: it is done when QEMU answers
public record InstanceSpec(
    InstanceName name,
    String version,
    BackingDisk disk,
    int memoryMib,
    int cpus,
    List<PortRule> publish,
    Optional<WaitCondition> waitFor,
    Duration waitTimeout,
    Instant arrivedAt) {
  /// Memory of an instance whose request names none, in MiB.
  public static final int DEFAULT_MEMORY_MIB = 512;

  /// How long an instance may take to get ready when its request does not say.
  public static final Duration DEFAULT_WAIT_TIMEOUT = Duration.ofMinutes(5);

  public InstanceSpec {
    publish = List.copyOf(publish);
    if (memoryMib < 1 || cpus < 1) {
      throw new IllegalArgumentException("memory " + memoryMib + " MiB, cpus " + cpus);
    }
  }

  /// An instance with the usual memory, no published port, and nothing to wait for.
  public static InstanceSpec of(
      InstanceName name, String version, BackingDisk disk, Instant arrivedAt) {
    return new InstanceSpec(
        name,
        version,
        disk,
        DEFAULT_MEMORY_MIB,
        1,
        List.of(),
        Optional.empty(),
        DEFAULT_WAIT_TIMEOUT,
        arrivedAt);
  }

  /// The same with other memory, in MiB.
  public InstanceSpec withMemoryMib(int mib) {
    return new InstanceSpec(
        name, version, disk, mib, cpus, publish, waitFor, waitTimeout, arrivedAt);
  }

  /// The same with other published ports.
  public InstanceSpec withPublish(List<PortRule> rules) {
    return new InstanceSpec(
        name, version, disk, memoryMib, cpus, rules, waitFor, waitTimeout, arrivedAt);
  }

  /// The same, ready when `condition` holds, failed when it does not within `timeout`.
  public InstanceSpec withWait(WaitCondition condition, Duration timeout) {
    return new InstanceSpec(
        name, version, disk, memoryMib, cpus, publish, Optional.of(condition), timeout, arrivedAt);
  }
}
