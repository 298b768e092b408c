package io.tain.fleet.qemu;

import io.tain.base.DurableFiles;
import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.InstanceName;
import io.tain.base.TainException;
import io.tain.fleet.Boot;
import io.tain.fleet.ConsoleLog;
import io.tain.fleet.Failure;
import io.tain.fleet.FetchCounter;
import io.tain.fleet.Fleet;
import io.tain.fleet.Instance;
import io.tain.fleet.InstanceSpec;
import io.tain.fleet.InstanceState;
import io.tain.fleet.WaitCondition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The instances of a home as QEMU processes of this machine.
///
/// What is known of an instance lies in its directory, and what is true of it is looked up in the
/// process table; so the fleet is the same after its server was killed and started again.
public final class QemuFleet implements Fleet {
  /// Removed since the directory was listed, or a directory that somebody else made.
  private static final Set<ErrorCode> NO_INSTANCE =
      Set.of(ErrorCode.INSTANCE_NOT_FOUND, ErrorCode.NAME_MALFORMED);

  private final Path root;
  private final DurableFiles files;
  private final Launcher launcher;
  private final Shutdown shutdown;
  private final FetchCounter fetched;
  private final InstantSource clock;
  private final ConcurrentHashMap<InstanceName, ReentrantLock> locks = new ConcurrentHashMap<>();

  /// @param home its directories exist
  /// @param tools finds what runs guests here, when one is started
  public QemuFleet(
      Home home,
      Supplier<QemuTools> tools,
      DurableFiles files,
      FetchCounter fetched,
      InstantSource clock) {
    this(home, files, new Launcher(home, tools, files, clock), Shutdown.DEFAULT, fetched);
  }

  QemuFleet(
      Home home, DurableFiles files, Launcher launcher, Shutdown shutdown, FetchCounter fetched) {
    this.root = home.instances();
    this.files = files;
    this.launcher = launcher;
    this.shutdown = shutdown;
    this.fetched = fetched;
    this.clock = launcher.clock();
  }

  @Override
  public Instance start(InstanceSpec spec) throws IOException, InterruptedException {
    requireWaitIsPublished(spec);
    InstanceDirectory directory = directory(spec.name());
    StoredInstance running = locked(spec.name(), () -> launcher.launch(spec, directory));
    if (spec.waitFor().isEmpty()) {
      return finish(spec, directory, InstanceState.RUNNING);
    }
    var waiting = new Waiting(spec, running, directory, clock);
    return switch (waiting.run()) {
      case MET -> finish(spec, directory, InstanceState.READY);
      case ENDED -> afterEnd(spec.name());
      case TOO_LATE -> throw tooLate(spec, directory);
    };
  }

  @Override
  public List<Instance> list() throws IOException {
    var instances = new ArrayList<Instance>();
    for (InstanceDirectory directory : InstanceDirectory.all(root, files)) {
      try {
        instances.add(show(new InstanceName(directory.path().getFileName().toString())));
      } catch (TainException e) {
        if (!NO_INSTANCE.contains(e.code())) {
          throw e;
        }
      }
    }
    return instances;
  }

  @Override
  public Instance show(InstanceName name) throws IOException {
    ReentrantLock lock = lock(name);
    if (!lock.tryLock()) {
      // Somebody starts, stops or removes it: what is noted is as good as can be said.
      return directory(name).load(name).toInstance();
    }
    try {
      return refresh(directory(name), directory(name).load(name)).toInstance();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public ConsoleLog log(InstanceName name) throws IOException {
    directory(name).load(name);
    return new Console(directory(name).serialLog()).newest();
  }

  @Override
  public Instance stop(InstanceName name) throws IOException, InterruptedException {
    return locked(
        name,
        () -> {
          InstanceDirectory directory = directory(name);
          StoredInstance instance = refresh(directory, directory.load(name));
          if (instance.process().isEmpty()) {
            return instance.toInstance();
          }
          directory.save(instance.toldToStop());
          shutdown.end(directory, instance.process().get(), shutdown.guestTimeout());
          StoredInstance stopped = instance.toldToStop().stopped();
          directory.save(stopped);
          return stopped.toInstance();
        });
  }

  @Override
  public void remove(InstanceName name) throws IOException, InterruptedException {
    locked(
        name,
        () -> {
          InstanceDirectory directory = directory(name);
          StoredInstance instance = refresh(directory, directory.load(name));
          if (instance.process().isPresent()) {
            directory.save(instance.toldToStop());
            shutdown.end(directory, instance.process().get(), Shutdown.AT_ONCE);
          }
          directory.delete();
          return instance;
        });
  }

  /// Notes what became of the process since the state was written.
  private StoredInstance refresh(InstanceDirectory directory, StoredInstance noted)
      throws IOException {
    StoredInstance now = Presence.of(noted, directory);
    if (!now.equals(noted)) {
      directory.save(now);
    }
    return now;
  }

  private Instance finish(InstanceSpec spec, InstanceDirectory directory, InstanceState state)
      throws IOException, InterruptedException {
    double readySeconds = launcher.secondsSince(spec.arrivedAt());
    long fetchedBytes = fetched.fetchedBytes(spec.disk());
    return locked(
        spec.name(),
        () -> {
          StoredInstance noted = directory.load(spec.name());
          if (noted.state() != InstanceState.RUNNING || noted.stopping()) {
            return noted.toInstance();
          }
          var boot = new Boot(readySeconds, fetchedBytes);
          StoredInstance up = noted.up(state, boot);
          directory.save(up);
          return up.toInstance();
        });
  }

  /// The error of an instance that ended while it was waited for; one that was stopped is no error.
  private Instance afterEnd(InstanceName name) throws IOException, InterruptedException {
    Instance instance =
        locked(name, () -> refresh(directory(name), directory(name).load(name)).toInstance());
    if (instance.failure().isPresent()) {
      throw instance.failure().get().toException();
    }
    return instance;
  }

  private TainException tooLate(InstanceSpec spec, InstanceDirectory directory)
      throws IOException, InterruptedException {
    TainException error =
        TainException.of(
            ErrorCode.INSTANCE_WAIT_TIMEOUT,
            "instance",
            spec.name(),
            "seconds",
            spec.waitTimeout().toSeconds(),
            "condition",
            spec.waitFor().map(WaitCondition::toString).orElse(""));
    locked(
        spec.name(),
        () -> {
          StoredInstance noted = directory.load(spec.name());
          if (noted.state() == InstanceState.RUNNING) {
            directory.save(noted.failed(Failure.of(error)));
          }
          return noted;
        });
    return error;
  }

  private static void requireWaitIsPublished(InstanceSpec spec) {
    if (spec.waitFor().isEmpty() || !(spec.waitFor().get() instanceof WaitCondition.Http http)) {
      return;
    }
    if (spec.publish().stream().noneMatch(rule -> rule.guestPort() == http.guestPort())) {
      throw TainException.of(
          ErrorCode.REQUEST_MALFORMED,
          "expected",
          "--publish auto:" + http.guestPort(),
          "found",
          http);
    }
  }

  private InstanceDirectory directory(InstanceName name) {
    return new InstanceDirectory(root.resolve(name.text()), files);
  }

  private ReentrantLock lock(InstanceName name) {
    return locks.computeIfAbsent(name, _ -> new ReentrantLock());
  }

  private <T> T locked(InstanceName name, Step<T> step) throws IOException, InterruptedException {
    ReentrantLock lock = lock(name);
    lock.lockInterruptibly();
    try {
      return step.run();
    } finally {
      lock.unlock();
    }
  }

  /// Something that is done to an instance by one thread at a time.
  private interface Step<T> {
    T run() throws IOException, InterruptedException;
  }
}
