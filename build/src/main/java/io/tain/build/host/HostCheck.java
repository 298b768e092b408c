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
  private final SubordinateIds ids;

  /// A check that looks for programs in these directories, and for files under `root`.
  public HostCheck(List<Path> searchPath, Path root) {
    this.searchPath = List.copyOf(searchPath);
    this.root = root;
    this.ids = new SubordinateIds(root.resolve("etc"));
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
    if (!asRoot && !ids.has(user)) {
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
    return isThere(requirement.program());
  }

  private boolean isThere(String program) {
    return searchPath.stream()
        .anyMatch(directory -> Files.isExecutable(directory.resolve(program)));
  }

  private static String programs(List<HostRequirement> missing) {
    return missing.stream().map(HostRequirement::program).collect(Collectors.joining(", "));
  }

  /// The one command that brings what is missing, and the ids that an ordinary user needs.
  public String command(List<HostRequirement> missing, boolean asRoot, String user)
      throws IOException {
    var steps = new ArrayList<String>();
    if (!missing.isEmpty()) {
      String packages =
          missing.stream()
              .map(HostRequirement::debianPackage)
              .distinct()
              .collect(Collectors.joining(" "));
      steps.add("apt-get update");
      steps.add("apt-get install -y --no-install-recommends " + packages);
    }
    if (!asRoot && !ids.has(user)) {
      steps.add(ids.command(user));
    }
    String all = String.join(" && ", steps);
    if (asRoot) {
      return all;
    }
    return isThere("sudo") ? "sudo sh -c '" + all + "'" : "su root -c '" + all + "'";
  }

  private static TainException lacks(String what, String remedy) {
    return TainException.of(ErrorCode.HOST_LACKS, "what", what, "remedy", remedy);
  }
}
