package io.tain.build.host;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.build.HostRequirement;
import io.tain.build.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Whether this machine can build images, and what to do when it cannot.
public final class HostCheck {
  private static final List<Path> USUAL =
      List.of(
          Path.of("/usr/sbin"),
          Path.of("/usr/bin"),
          Path.of("/sbin"),
          Path.of("/bin"),
          Path.of("/usr/local/sbin"),
          Path.of("/usr/local/bin"));

  private final List<Path> searchPath;
  private final Path root;

  /// A check that looks for programs in these directories, and for files under `root`.
  public HostCheck(List<Path> searchPath, Path root) {
    this.searchPath = List.copyOf(searchPath);
    this.root = root;
  }

  /// The check of this machine.
  public static HostCheck ofThisMachine() {
    return new HostCheck(USUAL, Path.of("/"));
  }

  /// Those requirements that are not met, in their order.
  public List<HostRequirement> missing(List<HostRequirement> requirements) {
    return requirements.stream().filter(requirement -> !isMet(requirement)).toList();
  }

  /// Refuses a machine that lacks something that a build by this user needs.
  ///
  /// @throws TainException `host.lacks` with everything that is missing and the command that helps
  /// @throws IOException if a sandbox cannot be tried
  public void require(boolean asRoot, String user) throws IOException {
    var needed = new ArrayList<HostRequirement>(HostRequirement.BUILD);
    if (!asRoot) {
      needed.addAll(HostRequirement.ORDINARY_USER);
    }
    List<HostRequirement> missing = missing(needed);
    if (!missing.isEmpty()) {
      throw lacks(programs(missing), command(missing, asRoot, user));
    }
    if (!asRoot && !hasSubordinateIds(user)) {
      throw lacks("/etc/subuid: " + user, command(List.of(), false, user));
    }
    Sandbox.Outcome outcome = Sandbox.ofThisUser().run(List.of("true"));
    if (!outcome.succeeded()) {
      throw lacks("unshare: " + outcome.reason(), "sysctl -w kernel.unprivileged_userns_clone=1");
    }
  }

  private boolean isMet(HostRequirement requirement) {
    if (requirement.program().startsWith("/")) {
      return Files.exists(root.resolve(requirement.program().substring(1)));
    }
    return searchPath.stream()
        .anyMatch(directory -> Files.isExecutable(directory.resolve(requirement.program())));
  }

  private boolean hasSubordinateIds(String user) throws IOException {
    Path subuid = root.resolve("etc/subuid");
    if (!Files.exists(subuid)) {
      return false;
    }
    try (var lines = Files.lines(subuid)) {
      return lines.anyMatch(line -> line.startsWith(user + ":"));
    }
  }

  private static String programs(List<HostRequirement> missing) {
    return missing.stream().map(HostRequirement::program).collect(Collectors.joining(", "));
  }

  /// The one command that brings what is missing, and the ids that an ordinary user needs.
  public static String command(List<HostRequirement> missing, boolean asRoot, String user) {
    String packages =
        missing.stream()
            .map(HostRequirement::debianPackage)
            .distinct()
            .collect(Collectors.joining(" "));
    String install = packages.isEmpty() ? "" : "apt-get install -y " + packages;
    if (asRoot) {
      return install;
    }
    String users = "usermod --add-subuids 100000-165535 --add-subgids 100000-165535 " + user;
    return "sudo sh -c '" + (install.isEmpty() ? users : install + " && " + users) + "'";
  }

  private static TainException lacks(String what, String remedy) {
    return TainException.of(ErrorCode.HOST_LACKS, "what", what, "remedy", remedy);
  }
}
