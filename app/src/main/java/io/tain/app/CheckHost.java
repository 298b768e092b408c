package io.tain.app;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.build.HostRequirement;
import io.tain.build.host.HostCheck;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells what this machine lacks to build images and run them.
public final class CheckHost {
  private static final List<HostRequirement> RUNNING =
      List.of(
          new HostRequirement("qemu-system-x86_64", "qemu-system-x86", "host.guest"),
          new HostRequirement("qemu-img", "qemu-utils", "host.compare"),
          new HostRequirement("/usr/share/OVMF", "ovmf", "host.firmware"));

  private final HostCheck check = HostCheck.ofThisMachine();
  private final String user;

  /// Checks for one user of this machine.
  public CheckHost(String user) {
    this.user = user;
  }

  /// What is missing, in the order of its use.
  public List<Missing> run() {
    return missing().stream()
        .map(requirement -> new Missing(requirement.debianPackage(), requirement.reason()))
        .toList();
  }

  /// Refuses a machine on which something is missing.
  ///
  /// @throws TainException `host.lacks` with the one command to run
  /// @throws IOException if a sandbox cannot be tried
  public void require() throws IOException {
    List<HostRequirement> missing = missing();
    if (missing.isEmpty()) {
      check.require(isRoot(), user);
      return;
    }
    throw TainException.of(
        ErrorCode.HOST_LACKS,
        "what",
        missing.stream().map(HostRequirement::program).collect(Collectors.joining(", ")),
        "remedy",
        check.command(missing, isRoot(), user));
  }

  /// True for the user who may install packages.
  public boolean isRoot() {
    return "root".equals(user);
  }

  private List<HostRequirement> missing() {
    List<HostRequirement> users = isRoot() ? List.of() : HostRequirement.ORDINARY_USER;
    return check.missing(
        Stream.of(HostRequirement.BUILD, users, RUNNING).flatMap(List::stream).toList());
  }

  /// A Debian package that is not installed.
  ///
  /// @param reason what it is needed for, a key of the message bundle
  public record Missing(String debianPackage, String reason) {}
}
