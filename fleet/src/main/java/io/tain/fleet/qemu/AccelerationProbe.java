package io.tain.fleet.qemu;

import static java.lang.System.Logger.Level.INFO;

import io.tain.base.DurableFiles;
import io.tain.base.local.ProcessStart;
import io.tain.fleet.Acceleration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Finds out by trying whether guests run under KVM here.
///
/// A `/dev/kvm` that opens proves nothing: nested in some clouds it runs a boot sector, and stops
/// at the first floating-point instruction. So the guest of the trial is the very firmware that
/// instances start with; KVM counts only if it reaches its boot menu within the deadline.
final class AccelerationProbe {
  private static final System.Logger LOG = System.getLogger(AccelerationProbe.class.getName());
  private static final Path DEVICE = Path.of("/dev/kvm");
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final String BOOT_MENU = "BdsDxe";
  private static final int EXIT_AT_OUR_KILL = 128 + 9;
  private static final int MAX_OUTPUT_BYTES = 64 << 10;

  private final QemuTools tools;
  private final Path cacheFile;
  private final DurableFiles files;

  /// @param cacheDirectory keeps the finding for as long as this machine runs
  AccelerationProbe(QemuTools tools, Path cacheDirectory, DurableFiles files) {
    this.tools = tools;
    this.cacheFile = cacheDirectory.resolve("acceleration");
    this.files = files;
  }

  /// What runs guests here; takes up to three seconds at the first call after a boot.
  synchronized Acceleration find() throws IOException, InterruptedException {
    boolean allowed = Files.isReadable(DEVICE) && Files.isWritable(DEVICE);
    if (!allowed) {
      return Acceleration.TCG;
    }
    String boot = ProcessStart.currentBootId() + " " + tools.qemu() + " ";
    if (Files.exists(cacheFile)) {
      String cached = Files.readString(cacheFile);
      if (cached.equals(boot + Acceleration.KVM)) {
        return Acceleration.KVM;
      }
      if (cached.equals(boot + Acceleration.TCG)) {
        return Acceleration.TCG;
      }
    }
    Acceleration found = runs("kvm", DEADLINE) ? Acceleration.KVM : Acceleration.TCG;
    files.write(cacheFile, (boot + found).getBytes(StandardCharsets.UTF_8));
    LOG.log(INFO, () -> "acceleration probed mode=%s".formatted(found));
    return found;
  }

  /// True when the firmware reaches its boot menu under this accelerator.
  boolean runs(String accelerator, Duration deadline) throws IOException, InterruptedException {
    Process guest =
        new ProcessBuilder(command(accelerator))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Thread reader = Thread.ofVirtual().name("probe").start(() -> endAtBootMenu(guest));
    try {
      // Ended by the reader: it answered. By itself: it could not start, and said nothing.
      return guest.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)
          && reader.join(deadline)
          && guest.exitValue() == EXIT_AT_OUR_KILL;
    } finally {
      guest.destroyForcibly();
      reader.join();
    }
  }

  private static void endAtBootMenu(Process guest) {
    var seen = new StringBuilder();
    try (InputStream serial = guest.getInputStream()) {
      var buffer = new byte[1024];
      int count = serial.read(buffer);
      while (count >= 0 && seen.length() < MAX_OUTPUT_BYTES) {
        seen.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        if (seen.indexOf(BOOT_MENU) >= 0) {
          guest.destroyForcibly();
          return;
        }
        count = serial.read(buffer);
      }
    } catch (IOException e) {
      LOG.log(INFO, () -> "probe guest went away reason=%s".formatted(e.getMessage()));
    }
  }

  private List<String> command(String accelerator) {
    return List.of(
        tools.qemu().toString(),
        "-nodefaults",
        "-no-user-config",
        "-display",
        "none",
        "-accel",
        accelerator,
        "-machine",
        "q35",
        "-m",
        "128M",
        "-drive",
        "if=pflash,format=raw,readonly=on,file=" + tools.firmware().toString().replace(",", ",,"),
        "-serial",
        "stdio");
  }
}
