package io.tain.server.wiring;

import io.tain.api.Endpoints;
import io.tain.api.ScrubFindingView;
import io.tain.api.ScrubRequest;
import io.tain.api.ScrubView;
import io.tain.app.ScrubStore;
import io.tain.base.Actor;
import io.tain.base.ErrorCode;
import io.tain.base.Reference;
import io.tain.base.TainException;
import io.tain.server.http.Routes;
import io.tain.store.ScrubLevel;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;

/// The routes that check what is stored.
record ScrubRoutes(ScrubStore scrub) {
  void add(Routes routes) {
    routes.add(Endpoints.SCRUB, (_, request) -> step(request));
    routes.add(
        Endpoints.VERIFY,
        (call, _) -> view(scrub.verify(Actor.OWNER, Reference.parse(call.query("reference")))));
  }

  private ScrubView step(ScrubRequest request) throws IOException {
    return view(scrub.run(Actor.OWNER, level(request.level()), request.maxBytes()));
  }

  private static ScrubLevel level(String text) {
    return Stream.of(ScrubLevel.values())
        .filter(level -> text(level).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                TainException.of(
                    ErrorCode.REQUEST_MALFORMED, "expected", "level of a scrub", "found", text));
  }

  private static ScrubView view(ScrubStore.Scrubbed scrubbed) {
    return new ScrubView(
        text(scrubbed.report().level()),
        scrubbed.report().complete(),
        scrubbed.report().packs(),
        scrubbed.report().readBytes(),
        scrubbed.report().versions(),
        scrubbed.findings().stream().map(ScrubRoutes::view).toList());
  }

  private static ScrubFindingView view(ScrubStore.Named named) {
    return new ScrubFindingView(
        named.finding().code().text(),
        named.finding().object(),
        named.finding().offset(),
        named.finding().expected(),
        named.finding().found(),
        named.versions());
  }

  private static String text(ScrubLevel level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
