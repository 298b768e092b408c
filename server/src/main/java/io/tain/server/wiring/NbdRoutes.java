package io.tain.server.wiring;

import io.tain.api.Ended;
import io.tain.api.Endpoints;
import io.tain.api.NbdRequest;
import io.tain.api.NbdView;
import io.tain.app.GuestDisks.Listener;
import io.tain.app.ServeDisk;
import io.tain.base.Actor;
import io.tain.base.Reference;
import io.tain.catalog.Version;
import io.tain.server.http.Routes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The routes that serve disks over NBD.
record NbdRoutes(ServeDisk serve) {
  void add(Routes routes) {
    routes.add(Endpoints.SERVE_NBD, (_, request) -> serve(request));
    routes.add(
        Endpoints.END_NBD,
        (call, _) -> {
          String name = call.path("name");
          return Interruption.asFailure(
              () -> {
                serve.end(name);
                return new Ended(name);
              });
        });
  }

  private NbdView serve(NbdRequest request) throws IOException {
    Optional<Path> socket =
        Optional.of(request.socket()).filter(text -> !text.isEmpty()).map(RequestPath::parse);
    ServeDisk.ServedVersion served =
        Interruption.asFailure(
            () ->
                serve.run(
                    Actor.OWNER,
                    Reference.parse(request.reference()),
                    new Listener(
                        socket,
                        request.port(),
                        Optional.of(request.ownerPid()).filter(pid -> pid != 0))));
    Version version = served.version();
    return new NbdView(
        served.name(),
        served.uri(),
        version.image().name().text(),
        version.label().text(),
        version.content().sizes().virtualSizeBytes());
  }
}
