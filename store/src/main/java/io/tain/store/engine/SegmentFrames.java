package io.tain.store.engine;

import io.tain.store.ChunkId;
import io.tain.store.ManifestPlace;
import io.tain.store.PackName;
import io.tain.store.pack.ChunkEntry;
import io.tain.store.pack.DeltaBase;
import io.tain.store.pack.Dictionary;
import io.tain.store.pack.EncodedFrame;
import io.tain.store.pack.FrameCodec;
import io.tain.store.pack.FrameId;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.HintedBase;
import io.tain.store.pack.PackFooter;
import io.tain.store.read.FramePlace;
import io.tain.store.read.ManifestReader;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Compresses segments of a manifest: by themselves, or against those of the version before.
///
/// For one thread, and for one disk.
final class SegmentFrames {
  private final Session session;
  private final StoreParts parts;
  private final Optional<ManifestReader> former;

  /// The packs of segments that others are compressed against.
  private final Set<PackName> basePacks = new HashSet<>();

  SegmentFrames(Session session) throws IOException {
    this.session = session;
    this.parts = session.parts();
    List<ManifestPlace> bases = session.request().bases();
    this.former =
        bases.isEmpty() ? Optional.empty() : Optional.of(parts.disks().manifest(bases.getFirst()));
  }

  /// The packs of other imports that these segments need.
  Set<PackName> basePacks() {
    return basePacks;
  }

  /// Notes that a segment is used that is there already.
  void reuse(PackFooter footer, int frame) throws IOException {
    basePacks.add(footer.pack());
    if (footer.codec(frame) == FrameCodec.DELTA) {
      basePacks.add(parts.disks().bases().find(footer, frame, 0, _ -> {}).footer().pack());
    }
  }

  /// The frame of a new segment.
  EncodedFrame encode(int index, byte[] bytes, ChunkId id) throws IOException {
    var entries = List.of(new ChunkEntry(id, bytes.length));
    Optional<FramePlace> base = base(index);
    if (base.isPresent()) {
      Dictionary dictionary = dictionary(base.get());
      EncodedFrame whole = whole(bytes, entries);
      Optional<EncodedFrame> delta =
          Waiting.on(
              parts
                  .workers()
                  .compute(
                      () ->
                          parts
                              .encoder()
                              .encode(
                                  FrameKind.SEGMENT, bytes, bytes.length, entries, dictionary)));
      if (delta.isPresent() && ChunkFrames.worthADelta(delta.get(), whole)) {
        basePacks.add(base.get().footer().pack());
        return delta.get();
      }
      return whole;
    }
    return whole(bytes, entries);
  }

  private EncodedFrame whole(byte[] bytes, List<ChunkEntry> entries) throws IOException {
    return Waiting.on(
        parts
            .workers()
            .compute(
                () -> parts.encoder().encode(FrameKind.SEGMENT, bytes, bytes.length, entries)));
  }

  /// The whole segment that the former version has there, or that it is compressed against itself.
  private Optional<FramePlace> base(int index) throws IOException {
    if (former.isEmpty() || index >= former.get().manifest().segments().size()) {
      return Optional.empty();
    }
    Optional<FramePlace> segment = former.get().segmentFrame(index);
    if (segment.isEmpty()) {
      return Optional.empty();
    }
    FramePlace place = segment.get();
    if (place.footer().codec(place.frame()) == FrameCodec.DELTA) {
      place = parts.disks().bases().find(place.footer(), place.frame(), 0, _ -> {});
    }
    return place.footer().plainBytes(place.frame()) <= FrameCodec.MAX_BASE_OBJECT_BYTES
            && parts.mayBeBase(place.footer().pack(), session.request().domain())
        ? Optional.of(place)
        : Optional.empty();
  }

  private Dictionary dictionary(FramePlace place) throws IOException {
    PackFooter footer = place.footer();
    FrameId id = footer.frameId(place.frame());
    byte[] plain = parts.disks().object(footer, place.frame(), FrameKind.SEGMENT);
    return Dictionary.of(
        List.of(new DeltaBase(id, 0)),
        List.of(new HintedBase(footer.pack(), place.frame(), id.first(), id.second())),
        List.of(plain));
  }
}
