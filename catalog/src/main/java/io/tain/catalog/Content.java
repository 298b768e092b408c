package io.tain.catalog;

import io.tain.base.Digest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a version consists of.
///
/// @param digest names the whole version's content: that of its disk where it has one
/// @param artefacts no two of one kind and index; kept in the order of kind and index
public record Content(Digest digest, Sizes sizes, List<Artefact> artefacts) {
  private static final Comparator<Artefact> ORDER =
      Comparator.comparing((Artefact artefact) -> artefact.kind().text())
          .thenComparingInt(Artefact::index);

  public Content {
    artefacts = artefacts.stream().sorted(ORDER).toList();
    long distinct = artefacts.stream().map(Content::slot).distinct().count();
    if (distinct < artefacts.size()) {
      throw new IllegalArgumentException("two artefacts of one kind and index");
    }
  }

  /// The disk with this index.
  public Optional<Artefact> disk(int index) {
    return artefacts.stream()
        .filter(artefact -> artefact.kind() == ArtefactKind.DISK && artefact.index() == index)
        .findFirst();
  }

  private static String slot(Artefact artefact) {
    return artefact.kind().text() + "/" + artefact.index();
  }
}
