package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Reference;
import io.tain.base.VersionId;
import io.tain.catalog.Version;
import io.tain.store.ScrubFinding;
import io.tain.store.ScrubLevel;
import io.tain.store.ScrubReport;
import java.io.IOException;
import java.util.List;

/// Looks whether what is stored is still what was stored.
public final class ScrubStore {
  private final Library library;

  public ScrubStore(Library library) {
    this.library = library;
  }

  /// Takes the next step of a scrub.
  ///
  /// @param maxBytes to read, about
  /// @throws IOException if the store cannot be read; the call may be repeated
  public Scrubbed run(Actor actor, ScrubLevel level, long maxBytes) throws IOException {
    return named(actor, library.store().scrub().run(level, maxBytes));
  }

  /// Reads the whole disk of a version and compares its digest.
  ///
  /// @throws io.tain.base.TainException as [ShowVersion] does
  /// @throws IOException if the store cannot be read; the call may be repeated
  public Scrubbed verify(Actor actor, Reference reference) throws IOException {
    return named(actor, library.store().scrub().verify(library.resolve(actor, reference).id()));
  }

  private Scrubbed named(Actor actor, ScrubReport report) {
    return new Scrubbed(
        report,
        report.findings().stream()
            .map(
                finding ->
                    new Named(
                        finding, finding.versions().stream().map(id -> name(actor, id)).toList()))
            .toList());
  }

  private String name(Actor actor, VersionId id) {
    return library
        .database()
        .read(tx -> library.catalog().findVersion(tx, actor.tenant(), id))
        .map(ScrubStore::name)
        .orElse(id.toString());
  }

  private static String name(Version version) {
    return version.image().name() + "@" + version.label();
  }

  /// What was done and found.
  public record Scrubbed(ScrubReport report, List<Named> findings) {
    public Scrubbed {
      findings = List.copyOf(findings);
    }
  }

  /// A finding with the versions that it hurts.
  ///
  /// @param versions as `IMAGE@LABEL`; the id of one that is hidden
  public record Named(ScrubFinding finding, List<String> versions) {
    public Named {
      versions = List.copyOf(versions);
    }
  }
}
