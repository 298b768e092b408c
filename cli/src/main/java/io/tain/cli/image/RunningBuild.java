package io.tain.cli.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.BuildEvent;
import io.tain.api.BuildRequest;
import io.tain.api.Built;
import io.tain.api.Endpoints;
import io.tain.api.Json;
import io.tain.base.TainException;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.function.Consumer;

/// A build at a server, followed to its end.
public final class RunningBuild {
  private RunningBuild() {}

  /// Builds, and tells of each step.
  ///
  /// @throws TainException what the build ended with
  /// @throws IOException if the server ends meanwhile; the call may be repeated
  public static Built follow(
      ServerClient server, BuildRequest request, Consumer<BuildEvent> listener) throws IOException {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(server.open(Endpoints.BUILD, Target.NONE, request), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        BuildEvent event = Json.read(line, BuildEvent.class);
        if (event.built() != null) {
          return event.built();
        }
        if (event.problem() != null) {
          throw event.problem().toException();
        }
        listener.accept(event);
      }
    }
    throw new EOFException("the server ended before the build did");
  }
}
