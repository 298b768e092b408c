package io.tain.cli.quickstart;

import io.tain.api.Endpoints;
import io.tain.api.InstanceView;
import io.tain.api.RunRequest;
import io.tain.base.Home;
import io.tain.client.ServerAddress;
import io.tain.client.home.HomeServer;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The instance of a tour that ends with it.
///
/// It is named after the process, so that a later tour knows what an earlier one left: a killed
/// process takes nothing back.
final class TourInstance {
  private static final Pattern NAME = Pattern.compile("quickstart-([0-9]{1,9})");

  private final Home home;
  private final ServerClient server;
  private final String name = "quickstart-" + ProcessHandle.current().pid();

  TourInstance(Home home, ServerClient server) {
    this.home = home;
    this.server = server;
  }

  /// Starts it; an interruption removes it.
  ///
  /// @param request its name is not used
  InstanceView start(RunRequest request, Interruption interruption) throws IOException {
    removeLeftOver();
    interruption.undo(this::remove);
    var named =
        new RunRequest(
            request.reference(),
            name,
            request.memoryMib(),
            request.publish(),
            request.waitFor(),
            request.waitTimeoutSeconds());
    return server.call(Endpoints.RUN, Target.NONE, named).instances().getFirst();
  }

  /// Asks with a connection of its own: the tour's is busy, or closed when its call has failed.
  private void remove() throws IOException {
    Optional<ServerAddress> address = new HomeServer(home).address();
    if (address.isPresent()) {
      try (var other = new ServerClient(address.get())) {
        other.call(Endpoints.REMOVE_INSTANCE, Target.of(name));
      }
    }
  }

  private void removeLeftOver() throws IOException {
    for (InstanceView instance : server.call(Endpoints.INSTANCES, Target.NONE).instances()) {
      Matcher matcher = NAME.matcher(instance.name());
      if (matcher.matches() && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty()) {
        server.call(Endpoints.REMOVE_INSTANCE, Target.of(instance.name()));
      }
    }
  }
}
