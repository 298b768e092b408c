package io.tain.store.engine;

import io.tain.base.Digest;
import io.tain.store.ChunkHash;
import io.tain.store.ChunkId;
import io.tain.store.DamagedException;
import io.tain.store.ManifestPlace;
import io.tain.store.PackName;
import io.tain.store.PreparedVersion;
import io.tain.store.Sealed;
import io.tain.store.VersionFacts;
import io.tain.store.identity.BlockHash;
import io.tain.store.index.ChunkPlace;
import io.tain.store.manifest.LocationPlan;
import io.tain.store.manifest.LocationPlan.SegmentPlace;
import io.tain.store.manifest.Manifest;
import io.tain.store.manifest.Segment;
import io.tain.store.manifest.SegmentBuilder;
import io.tain.store.manifest.VersionRecord;
import io.tain.store.pack.ChunkEntry;
import io.tain.store.pack.EncodedFrame;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackWriter;
import io.tain.store.resemblance.LikenessIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes a disk durable whose chunks are: segments, manifest, plan, record, index run.
///
/// For one thread, and for one disk.
final class Preparation {
  private final Session session;
  private final VersionFacts facts;
  private final StoreParts parts;
  private final PackTable packs = new PackTable();
  private final FrameUse frames;
  private final SegmentFrames segments;
  private final SegmentsDigest digest;
  private final List<ChunkId> segmentIds = new ArrayList<>();
  private final List<Optional<SegmentPlace>> segmentPlaces = new ArrayList<>();
  private long dataBytes;

  Preparation(Session session, VersionFacts facts) throws IOException {
    this.session = session;
    this.facts = facts;
    this.parts = session.parts();
    this.frames = new FrameUse(parts.disks().bases());
    this.segments = new SegmentFrames(session);
    this.digest = new SegmentsDigest(session.request().virtualSizeBytes(), parts, session.known());
  }

  PreparedVersion run() throws IOException {
    PackSink.Outlet outlet = session.outlet();
    try (PackWriter writer = outlet.beginPack()) {
      int count = Manifest.segmentCount(session.request().virtualSizeBytes());
      for (int index = 0; index < count; index++) {
        addSegment(writer, index);
      }
      Manifest manifest = manifest(digest.finish());
      byte[] bytes = manifest.encode();
      int manifestFrame = writeObject(writer, FrameKind.MANIFEST, bytes);
      var plan = new LocationPlan(packs.names(), segmentPlaces);
      int planFrame = writeObject(writer, FrameKind.PLAN, plan.encode());
      Digest manifestDigest = sha256(bytes);
      var record = VersionRecord.of(facts, manifest.contentDigest(), manifestDigest);
      writeObject(writer, FrameKind.RECORD, record.encode());
      outlet.finished(writer.finish());
      return prepared(manifest, new ManifestPlace(writer.name(), manifestFrame, planFrame));
    }
  }

  private void addSegment(PackWriter writer, int index) throws IOException {
    SpooledRuns runs = session.map().segment(index);
    digest.add(index, runs);
    if (runs.count() == 0) {
      segmentIds.add(Manifest.HOLE);
      segmentPlaces.add(Optional.empty());
      return;
    }
    var builder = new SegmentBuilder();
    var stretches = new StretchList();
    for (int run = 0; run < runs.count(); run++) {
      ChunkId id = runs.id(run);
      builder.add(
          runs.start(run), runs.length(run), runs.chunkOffset(run), id.first(), id.second());
      stretches.add(packs.indexOf(use(id)));
      dataBytes += runs.length(run);
    }
    ChunkPlace place = segmentPlace(writer, index, builder.build());
    segmentPlaces.add(
        Optional.of(
            new SegmentPlace(packs.indexOf(place.pack()), place.entry(), stretches.finish())));
  }

  /// The pack of a chunk of the disk, whose frame is counted.
  private PackName use(ChunkId id) throws IOException {
    ChunkPlace place = session.known().placeOf(id);
    PackFooter footer = parts.footers().get(place.pack(), _ -> {});
    if (place.entry() >= footer.entries() || !footer.id(place.entry()).equals(id)) {
      throw new DamagedException("pack " + place.pack(), 0, "chunk " + id, "another entry");
    }
    frames.use(footer, footer.frameOf(place.entry()));
    return place.pack();
  }

  /// Where the segment is: where an equal one was, or in the new pack.
  private ChunkPlace segmentPlace(PackWriter writer, int index, Segment segment)
      throws IOException {
    byte[] bytes = segment.encode();
    ChunkId id = ChunkId.of(session.key(), ChunkHash.of(sha256(bytes).bytes()));
    segmentIds.add(id);
    Optional<ChunkPlace> equal = session.known().findObject(id, FrameKind.SEGMENT);
    if (equal.isPresent()) {
      PackFooter footer = parts.footers().get(equal.get().pack(), _ -> {});
      segments.reuse(footer, footer.frameOf(equal.get().entry()));
      return equal.get();
    }
    int frame = session.outlet().add(writer, segments.encode(index, bytes, id));
    var place = new ChunkPlace(writer.name(), frame);
    session.known().own().put(id.first(), id.second(), place);
    return place;
  }

  private PreparedVersion prepared(Manifest manifest, ManifestPlace place) throws IOException {
    Map<PackName, PackContent> contents = new HashMap<>();
    for (PackName pack : session.ownPacks()) {
      contents.put(pack, PackContent.of(parts.footers().get(pack, _ -> {})));
    }
    parts.packs().finished(contents);
    long runBytes = parts.index().add(session.known().own());
    long packBytes = contents.values().stream().mapToLong(PackContent::sizeBytes).sum();
    long newBytes = contents.values().stream().mapToLong(PackContent::chunkBytes).sum();
    var sealed =
        new Sealed(
            place,
            manifest.contentDigest(),
            manifest.virtualSizeBytes(),
            manifest.dataBytes(),
            newBytes,
            frames.storedBytes(),
            packBytes + runBytes);
    List<PackName> others =
        Stream.concat(frames.packs().stream(), segments.basePacks().stream())
            .distinct()
            .filter(pack -> !contents.containsKey(pack))
            .toList();
    session.index().ifPresent(index -> keep(index, place));
    return new PreparedVersion(session.id(), facts, sealed, session.ownPacks(), others);
  }

  /// The next import of the image has this version for its base.
  private void keep(LikenessIndex index, ManifestPlace place) {
    boolean all =
        frames.whole().entrySet().stream()
            .allMatch(
                pack ->
                    pack.getValue().stream().allMatch(frame -> index.covers(pack.getKey(), frame)));
    if (all) {
      index.cover(place);
    }
    parts.bases().save(session.request().domain(), index);
  }

  private Manifest manifest(Digest contentDigest) {
    return new Manifest(
        session.request().virtualSizeBytes(),
        contentDigest,
        dataBytes,
        session.request().gridOrigins(),
        segmentIds);
  }

  private int writeObject(PackWriter writer, FrameKind kind, byte[] bytes) throws IOException {
    var entries = List.of(new ChunkEntry(ChunkId.of(sha256(bytes).bytes()), bytes.length));
    EncodedFrame frame =
        Waiting.on(
            parts
                .workers()
                .compute(() -> parts.encoder().encode(kind, bytes, bytes.length, entries)));
    return writer.add(frame);
  }

  private static Digest sha256(byte[] bytes) {
    return Digest.sha256(BlockHash.newDigest().digest(bytes));
  }
}
