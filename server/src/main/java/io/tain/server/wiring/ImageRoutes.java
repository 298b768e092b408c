package io.tain.server.wiring;

import io.tain.api.Deleted;
import io.tain.api.Endpoints;
import io.tain.api.ImageList;
import io.tain.api.PackageList;
import io.tain.api.StoreStats;
import io.tain.app.CompareVersions;
import io.tain.app.DeleteVersion;
import io.tain.app.InspectVersion;
import io.tain.app.ListImages;
import io.tain.app.ListPackages;
import io.tain.app.MeasureStore;
import io.tain.app.ShowVersion;
import io.tain.base.Actor;
import io.tain.base.Reference;
import io.tain.catalog.Version;
import io.tain.server.http.Call;
import io.tain.server.http.Routes;

/// The routes on images and versions that answer facts.
///
/// @param list and the others: what each route does
record ImageRoutes(
    ListImages list,
    ShowVersion show,
    InspectVersion inspect,
    ListPackages packages,
    CompareVersions compare,
    DeleteVersion delete,
    MeasureStore measure) {

  void add(Routes routes) {
    routes.add(
        Endpoints.IMAGES,
        (_, _) -> new ImageList(list.run(Actor.OWNER).stream().map(Views::image).toList()));
    routes.add(
        Endpoints.VERSION,
        (call, _) -> Views.shown(show.run(Actor.OWNER, reference(call, "reference"))));
    routes.add(
        Endpoints.INSPECTION,
        (call, _) -> Views.inspection(inspect.run(Actor.OWNER, reference(call, "reference"))));
    routes.add(
        Endpoints.PACKAGES,
        (call, _) ->
            new PackageList(
                packages.run(Actor.OWNER, reference(call, "reference")).stream()
                    .map(Views::installed)
                    .toList()));
    routes.add(
        Endpoints.DIFF,
        (call, _) ->
            Views.diff(compare.run(Actor.OWNER, reference(call, "from"), reference(call, "to"))));
    routes.add(Endpoints.DELETE_VERSION, (call, _) -> deleted(call));
    routes.add(Endpoints.STORE_STATS, (_, _) -> stats(measure.run(Actor.OWNER)));
  }

  private Deleted deleted(Call call) {
    Version version = delete.run(Actor.OWNER, reference(call, "reference"));
    return new Deleted(
        version.image().name().text(), version.label().text(), version.id().toString());
  }

  private static StoreStats stats(MeasureStore.Measured measured) {
    return new StoreStats(
        measured.versions(),
        measured.store().packs(),
        measured.store().chunks(),
        measured.virtualSizeBytes(),
        measured.dataBytes(),
        measured.store().storedBytes(),
        measured.catalogBytes());
  }

  private static Reference reference(Call call, String parameter) {
    return Reference.parse(call.query(parameter));
  }
}
