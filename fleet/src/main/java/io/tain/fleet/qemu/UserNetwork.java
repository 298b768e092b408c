package io.tain.fleet.qemu;

import io.tain.fleet.PublishedPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ports that a QEMU really bound, which for free ones only it knows.
final class UserNetwork {
  private static final Pattern FORWARD =
      Pattern.compile("TCP\\[HOST_FORWARD]\\s+\\d+\\s+127\\.0\\.0\\.1\\s+(\\d+)\\s+\\S+\\s+(\\d+)");

  private UserNetwork() {}

  /// All of them, in QEMU's order.
  static List<PublishedPort> ports(Qmp qmp) throws IOException {
    var ports = new ArrayList<PublishedPort>();
    Matcher matcher = FORWARD.matcher(qmp.executeHuman("info usernet"));
    while (matcher.find()) {
      ports.add(
          new PublishedPort(
              Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }
    return ports;
  }
}
