package io.tain.fleet;

import io.tain.base.ErrorCode;
import io.tain.base.InstanceName;
import io.tain.base.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A fleet in memory, whose instances are ready at once.
///
/// Safe for concurrent use. The next start can be made to fail.
public final class MemoryFleet implements Fleet {
  private static final int FIRST_FREE_PORT = 40_000;
  private static final String LOG = "in memory\n";

  private final TreeMap<String, Instance> instances = new TreeMap<>();
  private int nextPort = FIRST_FREE_PORT;
  private long nextPid = 1;
  private @Nullable TainException nextFailure;

  /// The next start keeps a failed instance and throws this.
  public synchronized void failNextStart(TainException failure) {
    nextFailure = failure;
  }

  @Override
  public synchronized Instance start(InstanceSpec spec) {
    if (instances.containsKey(spec.name().text())) {
      throw TainException.of(ErrorCode.INSTANCE_EXISTS, "instance", spec.name());
    }
    requireWaitIsPublished(spec);
    TainException failure = nextFailure;
    nextFailure = null;
    Instance instance = instance(spec, Optional.ofNullable(failure).map(Failure::of));
    instances.put(spec.name().text(), instance);
    if (failure != null) {
      throw failure;
    }
    return instance;
  }

  @Override
  public synchronized List<Instance> list() {
    return List.copyOf(instances.values());
  }

  @Override
  public synchronized Instance show(InstanceName name) {
    Instance instance = instances.get(name.text());
    if (instance == null) {
      throw TainException.of(ErrorCode.INSTANCE_NOT_FOUND, "instance", name);
    }
    return instance;
  }

  @Override
  public ConsoleLog log(InstanceName name) {
    show(name);
    return new ConsoleLog(0, LOG);
  }

  @Override
  public synchronized Instance stop(InstanceName name) {
    Instance now = show(name);
    if (now.pid().isEmpty()) {
      return now;
    }
    var stopped =
        new Instance(
            now.name(),
            now.version(),
            InstanceState.STOPPED,
            OptionalLong.empty(),
            List.of(),
            now.disk(),
            now.memoryMib(),
            now.mode(),
            now.createdAt(),
            now.boot(),
            now.failure());
    instances.put(name.text(), stopped);
    return stopped;
  }

  @Override
  public synchronized void remove(InstanceName name) {
    show(name);
    instances.remove(name.text());
  }

  private Instance instance(InstanceSpec spec, Optional<Failure> failure) {
    var published = new ArrayList<PublishedPort>();
    for (PortRule rule : spec.publish()) {
      published.add(
          new PublishedPort(rule.hostPort().orElseGet(() -> nextPort++), rule.guestPort()));
    }
    InstanceState up = spec.waitFor().isPresent() ? InstanceState.READY : InstanceState.RUNNING;
    return new Instance(
        spec.name(),
        spec.version(),
        failure.isPresent() ? InstanceState.FAILED : up,
        OptionalLong.of(nextPid++),
        published,
        spec.disk(),
        spec.memoryMib(),
        Acceleration.TCG,
        spec.arrivedAt(),
        failure.isPresent() ? Optional.empty() : Optional.of(new Boot(0, 0)),
        failure);
  }

  private static void requireWaitIsPublished(InstanceSpec spec) {
    if (spec.waitFor().orElse(null) instanceof WaitCondition.Http(int port)
        && spec.publish().stream().noneMatch(rule -> rule.guestPort() == port)) {
      throw TainException.of(
          ErrorCode.REQUEST_MALFORMED, "expected", "--publish auto:" + port, "found", port);
    }
  }
}
