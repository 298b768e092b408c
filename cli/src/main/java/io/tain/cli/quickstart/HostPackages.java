package io.tain.cli.quickstart;

import io.tain.app.CheckHost;
import io.tain.app.CheckHost.Missing;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.cli.context.CommandContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The Debian packages that the tour needs: installs them as root, else says how to.
final class HostPackages {
  private static final List<String> APT =
      List.of("apt-get", "-o", "DPkg::Lock::Timeout=600", "-q", "-y");

  private final CommandContext context;
  private final TourReport report;
  private final CheckHost check = new CheckHost(System.getProperty("user.name"));

  HostPackages(CommandContext context, TourReport report) {
    this.context = context;
    this.report = report;
  }

  /// Makes sure that all of them are there.
  ///
  /// @throws TainException `host.lacks` with the one command to run
  void ensure() throws IOException, InterruptedException {
    List<Missing> missing = check.run();
    if (!missing.isEmpty() && check.isRoot()) {
      install(missing);
    }
    check.require();
  }

  private void install(List<Missing> missing) throws IOException, InterruptedException {
    for (Missing one : missing) {
      report.line(
          "quickstart.installing",
          "package",
          one.debianPackage(),
          "reason",
          context.messages().text(one.reason()));
    }
    run(List.of("update"));
    var command = new ArrayList<>(List.of("--no-install-recommends", "install"));
    command.addAll(missing.stream().map(Missing::debianPackage).distinct().toList());
    run(command);
  }

  private void run(List<String> arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(APT);
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    Process process = builder.start();
    process.getOutputStream().close();
    List<String> lines = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw TainException.of(
          ErrorCode.HOST_LACKS,
          "what",
          lines.isEmpty() ? APT.getFirst() : lines.getLast(),
          "remedy",
          String.join(" ", command));
    }
  }
}
