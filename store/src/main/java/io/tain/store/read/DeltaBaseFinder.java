package io.tain.store.read;

import io.tain.blob.MissingBlobException;
import io.tain.store.DamagedException;
import io.tain.store.PackName;
import io.tain.store.pack.FrameId;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.HintedBase;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackFooters;
import io.tain.store.pack.PackKeys;
import io.tain.store.pack.StoredFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/// Finds the base frames of delta frames: where the footer says, else wherever they were moved to.
///
/// Safe for concurrent use.
public final class DeltaBaseFinder {
  private static final int MAX_REMEMBERED = 4096;

  private final PackFooters footers;
  private final PackSearch search;

  /// Packs in which frames were found that had been in another, so that only the first is searched.
  /// Guarded by itself.
  private final LinkedHashMap<PackName, Set<PackName>> moved = new LinkedHashMap<>();

  DeltaBaseFinder(PackFooters footers, PackSearch search) {
    this.footers = footers;
    this.search = search;
  }

  /// Where a base of a delta frame is; it is whole, of the same kind, and its id begins as the
  /// footer says.
  ///
  /// @param base from 0 to `footer.bases(frame)`, exclusive
  /// @throws io.tain.base.TainException `store.missing` if its pack is gone, `store.damaged` if no
  ///     pack holds it
  public FramePlace find(PackFooter footer, int frame, int base, LongConsumer fetched)
      throws IOException {
    HintedBase hint = footer.hint(frame, base);
    FrameKind kind = footer.kind(frame);
    Optional<PackFooter> hinted = present(hint.pack(), fetched);
    if (hinted.isPresent()
        && hinted.get().isBase(hint.frame(), kind, hint.idHigh(), hint.idLow())) {
      return new FramePlace(hinted.get(), hint.frame());
    }
    for (PackName pack : remembered(hint.pack())) {
      Optional<FramePlace> found = in(pack, kind, hint, fetched);
      if (found.isPresent()) {
        return found.get();
      }
    }
    FramePlace found =
        search
            .find(candidate -> in(candidate, kind, hint), fetched)
            .orElseThrow(() -> lost(footer, frame, hint, hinted.isPresent()));
    remember(hint.pack(), found.footer().pack());
    return found;
  }

  /// Where all bases of a frame are, compared by the whole ids in its header; none unless it is a
  /// delta.
  ///
  /// @throws io.tain.base.TainException as `find`
  public List<FramePlace> of(StoredFrame frame, LongConsumer fetched) throws IOException {
    var places = new ArrayList<FramePlace>();
    for (int i = 0; i < frame.bases().size(); i++) {
      FramePlace place = find(frame.footer(), frame.frame(), i, fetched);
      FrameId found = place.footer().frameId(place.frame());
      frame.requireBase(i, found);
      places.add(place);
    }
    return places;
  }

  private Optional<PackFooter> present(PackName pack, LongConsumer fetched) throws IOException {
    try {
      return Optional.of(footers.get(pack, fetched));
    } catch (MissingBlobException _) {
      return Optional.empty();
    }
  }

  private Optional<FramePlace> in(
      PackName pack, FrameKind kind, HintedBase hint, LongConsumer fetched) throws IOException {
    return present(pack, fetched).flatMap(footer -> in(footer, kind, hint));
  }

  private static Optional<FramePlace> in(PackFooter footer, FrameKind kind, HintedBase hint) {
    for (int frame = 0; frame < footer.frames(); frame++) {
      if (footer.isBase(frame, kind, hint.idHigh(), hint.idLow())) {
        return Optional.of(new FramePlace(footer, frame));
      }
    }
    return Optional.empty();
  }

  private List<PackName> remembered(PackName hinted) {
    synchronized (moved) {
      return new ArrayList<>(moved.getOrDefault(hinted, Set.of()));
    }
  }

  private void remember(PackName hinted, PackName found) {
    synchronized (moved) {
      if (moved.size() >= MAX_REMEMBERED) {
        moved.pollFirstEntry();
      }
      moved.computeIfAbsent(hinted, _ -> new LinkedHashSet<>()).add(found);
    }
  }

  private static RuntimeException lost(
      PackFooter footer, int frame, HintedBase hint, boolean packIsThere) {
    String base = "%016x%016x".formatted(hint.idHigh(), hint.idLow());
    if (!packIsThere) {
      return new MissingBlobException(PackKeys.of(hint.pack()));
    }
    return new DamagedException(
        "pack " + footer.pack() + " frame " + frame,
        footer.frameOffset(frame),
        "a whole base frame " + base,
        "no pack that holds it");
  }
}
