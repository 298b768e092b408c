package io.tain.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.BuildEvent;
import io.tain.api.BuildRequest;
import io.tain.api.Built;
import io.tain.api.Endpoints;
import io.tain.api.Json;
import io.tain.api.Problem;
import io.tain.app.BuildVersion;
import io.tain.base.Actor;
import io.tain.base.ErrorCode;
import io.tain.base.Failures;
import io.tain.base.ImageName;
import io.tain.base.TainException;
import io.tain.build.BuildProgress;
import io.tain.build.BuildSources;
import io.tain.server.http.Call;
import io.tain.server.http.Routes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The route that builds: it answers progress, one line after the other, and the result last.
record BuildRoutes(BuildVersion build) {
  void add(Routes routes) {
    routes.addStream(Endpoints.BUILD, this::build);
  }

  private void build(Call call) throws IOException {
    BuildRequest request = Routes.body(call, BuildRequest.class);
    BuildVersion.Wish wish = wish(request);
    try (OutputStream out = call.answer()) {
      try {
        BuildVersion.Built built =
            build.run(Actor.OWNER, wish, progress -> write(out, event(progress)));
        write(out, new BuildEvent("", 0, 0, built(built), null));
      } catch (IOException | RuntimeException e) {
        write(out, new BuildEvent("", 0, 0, null, problem(Failures.asTain(e))));
      }
    }
  }

  private static BuildVersion.Wish wish(BuildRequest request) {
    var sources = new BuildSources(request.recipes(), request.recipe(), request.locks());
    return new BuildVersion.Wish(
        sources,
        Optional.of(request.image()).filter(text -> !text.isEmpty()).map(ImageName::new),
        mode(request.mode()));
  }

  private static BuildVersion.Mode mode(String text) {
    try {
      return BuildVersion.Mode.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw TainException.of(
              ErrorCode.REQUEST_MALFORMED, "expected", "normal | update | rebuild", "found", text)
          .causedBy(e);
    }
  }

  private static Built built(BuildVersion.Built built) {
    Map<String, String> locks = Map.of(built.plan().lockFile(), built.plan().lockText());
    return new Built(Views.stored(built.stored()), locks, built.reproduced());
  }

  private static BuildEvent event(BuildProgress progress) {
    String step = progress.step().toString();
    return switch (progress) {
      case BuildProgress.Started _ -> new BuildEvent(step, 0, 0, null, null);
      case BuildProgress.Advanced(_, long done, long total) ->
          new BuildEvent(step, done, total, null, null);
      case BuildProgress.Ended _ -> new BuildEvent(step, 1, 1, null, null);
    };
  }

  private static Problem problem(TainException error) {
    return new Problem(error.code().text(), String.valueOf(error.getMessage()), error.arguments());
  }

  private static void write(OutputStream out, BuildEvent event) {
    try {
      out.write((Json.write(event) + "\n").getBytes(UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the client is gone: the build ends with it
    }
  }
}
