package io.tain.app;

import io.tain.base.Actor;
import io.tain.catalog.ImageSummary;
import java.util.List;

/// Lists the images that an actor may see.
public final class ListImages {
  private final Library library;

  public ListImages(Library library) {
    this.library = library;
  }

  /// The images of the actor's tenant, by name.
  public List<ImageSummary> run(Actor actor) {
    return library.database().read(tx -> library.catalog().images(tx, actor.tenant()));
  }
}
