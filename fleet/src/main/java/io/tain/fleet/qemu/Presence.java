package io.tain.fleet.qemu;

import static java.lang.System.Logger.Level.INFO;

import io.tain.base.TainException;
import io.tain.base.local.SocketPaths;
import io.tain.fleet.Failure;
import io.tain.fleet.InstanceState;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// What is true of an instance, from what was noted and from the process table.
final class Presence {
  private static final System.Logger LOG = System.getLogger(Presence.class.getName());
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

  private Presence() {}

  static StoredInstance of(StoredInstance noted, InstanceDirectory directory) throws IOException {
    if (noted.process().isEmpty()) {
      return noted.state() == InstanceState.STARTING ? found(noted, directory) : noted;
    }
    if (noted.process().get().isAlive()) {
      return noted.state() == InstanceState.STARTING ? answering(noted, directory) : noted;
    }
    return ended(noted, directory, noted.process().get().pid());
  }

  /// The server that started it died before it could note the process.
  private static StoredInstance found(StoredInstance noted, InstanceDirectory directory)
      throws IOException {
    Optional<QemuProcess> process = QemuProcess.withArgument(noted.uuid());
    return process.isPresent()
        ? answering(noted.withProcess(process.get()), directory)
        : ended(noted, directory, -1);
  }

  /// Nobody waits for its first answer any more: it is asked here.
  private static StoredInstance answering(StoredInstance noted, InstanceDirectory directory)
      throws IOException {
    var socket = new SocketPaths().shorten(directory.qmpSocket());
    try (Qmp qmp = Qmp.connect(socket, ANSWER_TIMEOUT)) {
      return noted.running(UserNetwork.ports(qmp));
    } catch (IOException e) {
      LOG.log(INFO, () -> "qemu not ready yet reason=%s".formatted(e.getMessage()));
      return noted;
    }
  }

  private static StoredInstance ended(StoredInstance noted, InstanceDirectory directory, long pid)
      throws IOException {
    if (noted.state() == InstanceState.FAILED || noted.state() == InstanceState.STOPPED) {
      return noted.withoutProcess();
    }
    QemuLog log = QemuLog.read(directory.qemuLog());
    if (noted.stopping() || log.isOrderly()) {
      return noted.stopped();
    }
    TainException why = log.endedUnasked(noted, pid);
    return noted.failed(Failure.of(why)).withoutProcess();
  }
}
