package io.tain.cli.instance;

import io.tain.api.InstanceView;
import io.tain.api.PublishedPortView;
import io.tain.base.Home;
import java.util.List;
import java.util.stream.Collectors;

/// How to log in to instances whose SSH port is published.
final class SshCommand {
  private static final int SSH_PORT = 22;

  private final Home home;

  SshCommand(Home home) {
    this.home = home;
  }

  /// One command for each published SSH port, after an empty line; empty when there is none.
  ///
  /// Every instance makes its host key at its first boot, on a port of this machine that another
  /// one had before: a known host says nothing here.
  String of(List<InstanceView> instances) {
    String commands =
        instances.stream()
            .flatMap(instance -> instance.published().stream())
            .filter(port -> port.guestPort() == SSH_PORT)
            .map(this::command)
            .collect(Collectors.joining());
    return commands.isEmpty() ? "" : "\n" + commands;
  }

  private String command(PublishedPortView port) {
    return String.join(
            " ",
            "ssh",
            "-i",
            home.keys().resolve("instance_ed25519").toString(),
            "-p",
            String.valueOf(port.hostPort()),
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "tain@127.0.0.1")
        + "\n";
  }
}
