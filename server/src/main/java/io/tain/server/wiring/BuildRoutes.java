package io.tain.server.wiring;

import io.tain.api.BuildDifference;
import io.tain.api.BuildDifference.DifferentRun;
import io.tain.api.BuildEvent;
import io.tain.api.BuildRequest;
import io.tain.api.Built;
import io.tain.api.Endpoints;
import io.tain.app.BuildVersion;
import io.tain.app.DiskDifference;
import io.tain.base.Actor;
import io.tain.base.ErrorCode;
import io.tain.base.ImageName;
import io.tain.base.TainException;
import io.tain.build.BuildProgress;
import io.tain.build.BuildSources;
import io.tain.server.http.Call;
import io.tain.server.http.Routes;
import java.io.IOException;
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
    try (var lines = new EventLines(call)) {
      try {
        BuildVersion.Built built =
            build.run(Actor.OWNER, wish, progress -> lines.write(event(progress)));
        lines.write(new BuildEvent("", 0, 0, built(built), null));
      } catch (IOException | RuntimeException e) {
        lines.fail(e, problem -> new BuildEvent("", 0, 0, null, problem));
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
    return new Built(Views.stored(built.stored()), locks, built.reproduced(), difference(built));
  }

  private static BuildDifference difference(BuildVersion.Built built) {
    return new BuildDifference(
        built.earlier().map(version -> version.label().text()).orElse(""),
        built.difference().blockCount(),
        DiskDifference.BLOCK_BYTES,
        built.difference().runs().stream()
            .map(
                run ->
                    new DifferentRun(
                        run.partition(), run.range().offset(), run.range().length(), run.path()))
            .toList());
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
}
