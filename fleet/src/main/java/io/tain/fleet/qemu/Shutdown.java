package io.tain.fleet.qemu;

import static java.lang.System.Logger.Level.INFO;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.SocketPaths;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// The three ways to end a QEMU, each tried when the gentler one did not work in time.
///
/// @param guestTimeout for the guest to shut down after its power button was pressed
/// @param quitTimeout for QEMU to quit when told so
/// @param killTimeout for the kernel to remove a killed process
record Shutdown(Duration guestTimeout, Duration quitTimeout, Duration killTimeout) {
  static final Shutdown DEFAULT =
      new Shutdown(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(10));

  /// Instead of a guest's timeout: nothing of the guest is to be kept.
  static final Duration AT_ONCE = Duration.ZERO;

  private static final System.Logger LOG = System.getLogger(Shutdown.class.getName());
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

  /// On return the process is gone.
  void end(InstanceDirectory directory, QemuProcess process, Duration patience)
      throws IOException, InterruptedException {
    boolean gone =
        patience.isPositive() && told(directory, "system_powerdown") && process.awaitEnd(patience);
    if (gone || (told(directory, "quit") && process.awaitEnd(quitTimeout))) {
      return;
    }
    process.kill();
    if (!process.awaitEnd(killTimeout)) {
      throw TainException.of(
          ErrorCode.FILE_FAILED, "path", "/proc/" + process.pid(), "reason", "SIGKILL");
    }
  }

  /// False when QEMU does not listen any more, or hangs.
  private static boolean told(InstanceDirectory directory, String command) throws IOException {
    var socket = new SocketPaths().shorten(directory.qmpSocket());
    try (Qmp qmp = Qmp.connect(socket, ANSWER_TIMEOUT)) {
      qmp.execute(command, Map.of());
      return true;
    } catch (IOException e) {
      LOG.log(INFO, () -> "qemu not told command=%s reason=%s".formatted(command, e.getMessage()));
      return false;
    }
  }
}
