package io.tain.fleet.qemu;

import static java.lang.System.Logger.Level.INFO;

import io.tain.base.DurableFiles;
import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.TainException;
import io.tain.base.local.LogFile;
import io.tain.base.local.ProcessStart;
import io.tain.base.local.SocketPaths;
import io.tain.fleet.Failure;
import io.tain.fleet.InstanceSpec;
import io.tain.fleet.PortRule;
import io.tain.fleet.PublishedPort;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Brings an instance from its specification to a QEMU that answers.
final class Launcher {
  private static final System.Logger LOG = System.getLogger(Launcher.class.getName());
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

  private final Supplier<QemuTools> tools;
  private final DurableFiles files;
  private final InstantSource clock;
  private final Path cache;
  private final InstanceKey key;
  private final SocketPaths sockets = new SocketPaths();

  /// @param tools looked for when an instance starts: a machine without QEMU can do the rest
  Launcher(Home home, Supplier<QemuTools> tools, DurableFiles files, InstantSource clock) {
    this.tools = tools;
    this.files = files;
    this.clock = clock;
    this.cache = home.cache();
    this.key = new InstanceKey(home.keys(), files);
  }

  /// On return QEMU answers, and its published ports are bound.
  ///
  /// @throws TainException if it does not; nothing runs then, and nothing is kept but an instance
  ///     whose QEMU ended by itself
  StoredInstance launch(InstanceSpec spec, InstanceDirectory directory)
      throws IOException, InterruptedException {
    var acceleration = new AccelerationProbe(tools.get(), cache, files);
    directory.create(spec.name());
    StoredInstance starting =
        StoredInstance.starting(spec, UUID.randomUUID(), acceleration.find(), clock.instant());
    directory.save(starting);
    try {
      prepare(spec, directory, starting);
      return await(spec, directory, start(spec, directory, starting));
    } catch (TainException e) {
      if (e.code() == ErrorCode.INSTANCE_FAILED || e.code() == ErrorCode.INSTANCE_KILLED) {
        directory.save(starting.failed(Failure.of(e)));
      } else {
        abandon(directory, starting);
      }
      throw e;
    } catch (IOException | InterruptedException | RuntimeException e) {
      abandon(directory, starting);
      throw e;
    }
  }

  private static void abandon(InstanceDirectory directory, StoredInstance starting)
      throws IOException {
    Optional<QemuProcess> process = QemuProcess.withArgument(starting.uuid());
    if (process.isPresent()) {
      process.get().kill();
    }
    directory.delete();
  }

  InstantSource clock() {
    return clock;
  }

  double secondsSince(Instant start) {
    return Duration.between(start, clock.instant()).toNanos() / 1e9;
  }

  private void prepare(InstanceSpec spec, InstanceDirectory directory, StoredInstance instance)
      throws IOException {
    Path path = directory.path();
    Overlay.write(files, path.resolve(InstanceDirectory.OVERLAY), spec.disk().sizeBytes());
    var seed = new Seed(spec.name(), instance.uuid(), instance.mac(), key.publicLine());
    files.write(path.resolve(InstanceDirectory.SEED), seed.image());
  }

  private StoredInstance start(
      InstanceSpec spec, InstanceDirectory directory, StoredInstance instance) throws IOException {
    Path nbdSocket = sockets.shorten(spec.disk().socket());
    var commandLine = new CommandLine(tools.get(), instance, spec.publish(), nbdSocket);
    var builder =
        new ProcessBuilder(commandLine.arguments())
            .directory(directory.path().toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(LogFile.append(directory.qemuLog()));
    builder.environment().clear();
    Process process = builder.start();
    // One that has ended already is noted under its number; its log says why.
    QemuProcess noted =
        QemuProcess.of(process.pid())
            .orElse(new QemuProcess(process.pid(), 0, ProcessStart.currentBootId()));
    StoredInstance started = instance.withProcess(noted);
    directory.save(started);
    LOG.log(
        INFO, () -> "instance started instance=%s pid=%d".formatted(spec.name(), process.pid()));
    return started;
  }

  private StoredInstance await(
      InstanceSpec spec, InstanceDirectory directory, StoredInstance started)
      throws IOException, InterruptedException {
    QemuProcess process = started.process().orElseThrow();
    long deadline = System.nanoTime() + ANSWER_TIMEOUT.toNanos();
    while (process.isAlive()) {
      if (Files.exists(directory.qmpSocket())) {
        try (Qmp qmp = Qmp.connect(sockets.shorten(directory.qmpSocket()), ANSWER_TIMEOUT)) {
          StoredInstance running = started.running(published(spec, qmp));
          directory.save(running);
          return running;
        } catch (IOException e) {
          LOG.log(INFO, () -> "qemu not ready yet reason=%s".formatted(e.getMessage()));
        }
      }
      if (System.nanoTime() - deadline > 0) {
        process.kill();
      }
      QemuProcess.pause();
    }
    throw QemuLog.read(directory.qemuLog()).startFailure(started, spec.publish());
  }

  /// The ports as QEMU bound them, in the order of the request.
  private static List<PublishedPort> published(InstanceSpec spec, Qmp qmp) throws IOException {
    if (spec.publish().isEmpty()) {
      return List.of();
    }
    List<PublishedPort> bound = UserNetwork.ports(qmp);
    var published = new ArrayList<PublishedPort>();
    for (PortRule rule : spec.publish()) {
      PublishedPort match =
          bound.stream()
              .filter(port -> port.guestPort() == rule.guestPort())
              .filter(port -> rule.hostPort().orElse(port.hostPort()) == port.hostPort())
              .filter(port -> !published.contains(port))
              .findFirst()
              .orElseThrow(() -> new IOException("QEMU does not list port " + rule.guestPort()));
      published.add(match);
    }
    return published;
  }
}
