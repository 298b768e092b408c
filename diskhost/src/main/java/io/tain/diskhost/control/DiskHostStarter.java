package io.tain.diskhost.control;

import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.TainException;
import io.tain.base.local.SelfProcess;
import io.tain.diskhost.DiskHostPaths;
import io.tain.diskhost.exports.ExportsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts the disk host of a home when it is needed and does not run.
///
/// Safe for concurrent use: one start at a time.
public final class DiskHostStarter {
  private static final int HEAP_MIB = 256;
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Home home;
  private final DiskHostPaths paths;
  private final DiskHostClient client;

  public DiskHostStarter(Home home, DiskHostPaths paths) {
    this.home = home;
    this.paths = paths;
    this.client = new DiskHostClient(paths.control());
  }

  /// The host, which answers.
  ///
  /// @throws TainException `disk-host.failed` when it does not start within 20 s
  public synchronized DiskHostClient running() throws IOException, InterruptedException {
    if (!client.answers()) {
      start();
    }
    return client;
  }

  /// True when a host that ended has disks to serve, or when nobody knows which.
  public boolean hasDisks() throws IOException {
    return ExportsFile.read(paths.exports()).map(disks -> !disks.isEmpty()).orElse(true);
  }

  /// The host, whether it runs or not.
  public DiskHostClient client() {
    return client;
  }

  /// The socket on which it serves instances.
  public Path nbdSocket() {
    return paths.nbd();
  }

  /// The processes for which disks are served, and that wait for the end of that.
  public List<ProcessHandle> owners() throws IOException {
    return ExportsFile.read(paths.exports()).stream()
        .flatMap(List::stream)
        .flatMap(disk -> Stream.ofNullable(disk.owner()))
        .flatMap(owner -> owner.process().stream())
        .toList();
  }

  /// Ends the host, and forgets what it served; no server runs that would start it again.
  ///
  /// @return its process, which ends now
  public synchronized Optional<ProcessHandle> endForGood() throws IOException {
    Optional<ProcessHandle> ending = client.end();
    Files.deleteIfExists(paths.exports());
    return ending;
  }

  private void start() throws IOException, InterruptedException {
    Path log = home.logFile("disk-host");
    Process process =
        SelfProcess.start(HEAP_MIB, log, List.of("disk-host", "--home", home.root().toString()));
    for (long waited = 0; waited < DEADLINE.toMillis(); waited += PAUSE.toMillis()) {
      if (client.answers()) {
        return;
      }
      if (process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    process.destroyForcibly();
    throw TainException.of(ErrorCode.DISK_HOST_FAILED, "log", log);
  }
}
