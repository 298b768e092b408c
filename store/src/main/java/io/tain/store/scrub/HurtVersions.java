package io.tain.store.scrub;

import io.tain.base.TainException;
import io.tain.base.VersionId;
import io.tain.store.PackName;
import io.tain.store.ScrubFinding;
import io.tain.store.manifest.Manifest;
import io.tain.store.pack.PackFooter;
import io.tain.store.read.FramePlace;
import io.tain.store.read.ManifestReader;
import io.tain.store.read.StoredDisks;
import io.tain.store.scrub.SqlInventory.KnownVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the versions whose disks need what is damaged.
record HurtVersions(StoredDisks disks) {
  /// The findings of these flaws, each with the versions that it hurts.
  List<ScrubFinding> name(List<Flaw> flaws, List<KnownVersion> versions) throws IOException {
    Map<Flaw, List<VersionId>> hurt = new HashMap<>();
    for (KnownVersion version : flaws.isEmpty() ? List.<KnownVersion>of() : versions) {
      Needs needs = needsOf(version);
      for (Flaw flaw : flaws) {
        if (needs.include(flaw)) {
          hurt.computeIfAbsent(flaw, _ -> new ArrayList<>()).add(version.id());
        }
      }
    }
    return flaws.stream()
        .map(flaw -> flaw.finding().hurting(hurt.getOrDefault(flaw, List.of())))
        .toList();
  }

  private Needs needsOf(KnownVersion version) throws IOException {
    var needs = new Needs(new HashSet<>(), new HashSet<>(), new ArrayList<>());
    needs.add(version.place().pack(), version.place().manifestFrame());
    needs.add(version.place().pack(), version.place().planFrame());
    try {
      ManifestReader manifest = disks.manifest(version.place());
      for (int i = 0; i < manifest.manifest().segments().size(); i++) {
        addSegment(manifest, i, needs);
      }
      manifest.forEachChunk((footer, entry) -> addFrame(footer, footer.frameOf(entry), needs));
    } catch (TainException e) {
      // What cannot be read is named by its object: it belongs to a flaw of a whole pack.
      needs.unreadable.add(e.arguments().getOrDefault("object", ""));
    }
    return needs;
  }

  private void addSegment(ManifestReader manifest, int index, Needs needs) throws IOException {
    if (!manifest.manifest().segments().get(index).equals(Manifest.HOLE)) {
      FramePlace place = manifest.segmentFrame(index).orElseThrow();
      addFrame(place.footer(), place.frame(), needs);
    }
  }

  private void addFrame(PackFooter footer, int frame, Needs needs) throws IOException {
    if (needs.add(footer.pack(), frame)) {
      for (int base = 0; base < footer.bases(frame); base++) {
        FramePlace place = disks.bases().find(footer, frame, base, _ -> {});
        needs.add(place.footer().pack(), place.frame());
      }
    }
  }

  /// What a version is read from.
  private record Needs(Set<Frame> frames, Set<PackName> packs, List<String> unreadable) {
    boolean add(PackName pack, int frame) {
      packs.add(pack);
      return frames.add(new Frame(pack, frame));
    }

    boolean include(Flaw flaw) {
      String name = flaw.pack().toString();
      return flaw.frame() == Flaw.WHOLE_PACK
          ? packs.contains(flaw.pack()) || unreadable.stream().anyMatch(text -> text.contains(name))
          : frames.contains(new Frame(flaw.pack(), flaw.frame()))
              || unreadable.stream().anyMatch(flaw.finding().object()::equals);
    }
  }

  private record Frame(PackName pack, int frame) {}
}
