package io.tain.cli.quickstart;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.build.HostRequirement;
import io.tain.build.host.HostCheck;
import io.tain.cli.CommandContext;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The Debian packages that the tour needs: installs them as root, else says how to.
final class HostPackages {
  private static final List<HostRequirement> RUNNING =
      List.of(
          new HostRequirement("qemu-system-x86_64", "qemu-system-x86", "host.guest"),
          new HostRequirement("qemu-img", "qemu-utils", "host.compare"),
          new HostRequirement("/usr/share/OVMF", "ovmf", "host.firmware"));

  private final CommandContext context;
  private final HostCheck check = HostCheck.ofThisMachine();

  HostPackages(CommandContext context) {
    this.context = context;
  }

  /// Makes sure that all of them are there.
  ///
  /// @throws TainException `host.lacks` with the one command to run
  void ensure() throws IOException, InterruptedException {
    String user = System.getProperty("user.name");
    boolean asRoot = "root".equals(user);
    List<HostRequirement> missing =
        check.missing(
            Stream.of(HostRequirement.BUILD, ordinaryUser(asRoot), RUNNING)
                .flatMap(List::stream)
                .toList());
    if (missing.isEmpty()) {
      check.require(asRoot, user);
      return;
    }
    if (!asRoot) {
      throw TainException.of(
          ErrorCode.HOST_LACKS,
          "what",
          missing.stream().map(HostRequirement::program).collect(Collectors.joining(", ")),
          "remedy",
          HostCheck.command(missing, false, user));
    }
    install(missing);
    check.require(true, user);
  }

  private void install(List<HostRequirement> missing) throws IOException, InterruptedException {
    for (HostRequirement requirement : missing) {
      say(
          "quickstart.installing",
          "package",
          requirement.debianPackage(),
          "reason",
          context.messages().text(requirement.reason()));
    }
    var packages = missing.stream().map(HostRequirement::debianPackage).distinct().toList();
    run(List.of("apt-get", "-o", "DPkg::Lock::Timeout=600", "-q", "update"));
    var command =
        new ArrayList<>(
            List.of(
                "apt-get",
                "-o",
                "DPkg::Lock::Timeout=600",
                "-q",
                "-y",
                "--no-install-recommends",
                "install"));
    command.addAll(packages);
    run(command);
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    Process process = builder.redirectOutput(Redirect.PIPE).start();
    process.getOutputStream().close();
    List<String> lines = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw TainException.of(
          ErrorCode.HOST_LACKS,
          "what",
          lines.isEmpty() ? "apt-get" : lines.getLast(),
          "remedy",
          String.join(" ", command));
    }
  }

  private static List<HostRequirement> ordinaryUser(boolean asRoot) {
    return asRoot ? List.of() : HostRequirement.ORDINARY_USER;
  }

  private void say(String key, Object... arguments) {
    context.out().println("  " + context.messages().text(key, arguments));
    context.out().flush();
  }
}
