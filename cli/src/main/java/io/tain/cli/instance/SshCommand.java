package io.tain.cli.instance;

import io.tain.api.InstanceView;
import io.tain.api.PublishedPortView;
import io.tain.cli.context.CommandContext;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How to log in to instances whose SSH port is published.
final class SshCommand {
  private static final int SSH_PORT = 22;

  /// What no shell takes for anything but itself.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private final CommandContext context;

  SshCommand(CommandContext context) {
    this.context = context;
  }

  /// One command for each published SSH port, after an empty line; empty when there is none.
  ///
  /// None either for a server that `TAIN_SERVER` names: the key and the port are its machine's.
  ///
  /// Every instance makes its host key at its first boot, on a port of this machine that another
  /// one had before: a known host says nothing here.
  String of(List<InstanceView> instances) {
    if (context.variable("TAIN_SERVER").isPresent()) {
      return "";
    }
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
            quoted(context.home().keys().resolve("instance_ed25519").toString()),
            "-p",
            String.valueOf(port.hostPort()),
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "tain@127.0.0.1")
        + "\n";
  }

  /// One word for a shell.
  private static String quoted(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
