package io.tain.store.engine;

import io.tain.base.TainException;
import io.tain.store.PackName;
import io.tain.store.pack.DeltaBase;
import io.tain.store.pack.Dictionary;
import io.tain.store.pack.EncodedFrame;
import io.tain.store.pack.FrameCodec;
import io.tain.store.pack.FrameId;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.HintedBase;
import io.tain.store.pack.PackFooter;
import io.tain.store.resemblance.ChosenBases;
import io.tain.store.resemblance.Features;
import io.tain.store.resemblance.LikenessIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;

/*
 * Compressing against a dictionary takes more than twice the time of compressing alone, so it is not
 * tried where few samples are found, and nothing else is tried where many are. The place for the
 * rebasing rule is `worthADelta`: a lineage that drifts is stored whole again from there on.
 */
/// Compresses frames of chunks: by themselves, or against frames that resemble them.
///
/// Safe for concurrent use; for platform threads that no decoder waits for.
final class ChunkFrames {
  private static final System.Logger LOG = System.getLogger(ChunkFrames.class.getName());

  /// A delta frame must take less than this share of what the frame takes by itself.
  static final double MAX_DELTA_RATIO = 0.92;

  /// With a smaller share of known samples three of four delta frames are not worth it.
  private static final double MIN_SHARE = 0.03;
  /// With a larger one 19 of 20 are.
  private static final double SURE_SHARE = 0.2;
  private static final int BLOCK_BYTES = 4096;

  private final StoreParts parts;
  private final Optional<LikenessIndex> index;

  /// @param index empty when nothing is to be searched
  ChunkFrames(StoreParts parts, Optional<LikenessIndex> index) {
    this.parts = parts;
    this.index = index;
  }

  /// The frame of these chunks.
  Encoded encode(FrameBuilder.Filled filled) throws IOException {
    if (index.isEmpty()) {
      return new Encoded(whole(filled), Optional.empty());
    }
    Features features = Features.of(filled.plain(), filled.plainBytes());
    ChosenBases choice = index.get().choose(features, parts.index()::isLive);
    return new Encoded(encode(filled, choice), Optional.of(features));
  }

  /// Learns where a frame was written, so that later ones may be compressed against it.
  void written(PackName pack, int ordinal, Encoded encoded) {
    EncodedFrame frame = encoded.frame();
    if (index.isPresent() && encoded.features().isPresent() && frame.codec() != FrameCodec.DELTA) {
      int blocks = frame.plainBytes() / BLOCK_BYTES;
      index.get().add(pack, ordinal, blocks, encoded.features().get());
    }
  }

  private EncodedFrame encode(FrameBuilder.Filled filled, ChosenBases choice) throws IOException {
    if (choice.shareFound() < MIN_SHARE) {
      return whole(filled);
    }
    Optional<EncodedFrame> delta =
        dictionary(choice)
            .flatMap(
                dictionary ->
                    parts
                        .encoder()
                        .encode(
                            FrameKind.CHUNKS,
                            filled.plain(),
                            filled.plainBytes(),
                            filled.entries(),
                            dictionary));
    if (delta.isPresent() && choice.shareFound() >= SURE_SHARE) {
      return delta.get();
    }
    EncodedFrame whole = whole(filled);
    return delta.filter(frame -> worthADelta(frame, whole)).orElse(whole);
  }

  static boolean worthADelta(EncodedFrame delta, EncodedFrame whole) {
    return delta.sizeBytes() <= MAX_DELTA_RATIO * whole.sizeBytes();
  }

  private EncodedFrame whole(FrameBuilder.Filled filled) {
    return parts
        .encoder()
        .encode(FrameKind.CHUNKS, filled.plain(), filled.plainBytes(), filled.entries());
  }

  /// Empty when a base cannot be read: that it cannot is found by whoever needs it.
  private Optional<Dictionary> dictionary(ChosenBases choice) throws IOException {
    try {
      var bases = new ArrayList<DeltaBase>();
      var hints = new ArrayList<HintedBase>();
      var plains = new ArrayList<byte[]>();
      for (ChosenBases.Base base : choice.bases()) {
        PackFooter footer = parts.footers().get(base.pack(), _ -> {});
        if (base.frame() >= footer.frames()
            || footer.kind(base.frame()) != FrameKind.CHUNKS
            || footer.codec(base.frame()) == FrameCodec.DELTA) {
          return Optional.empty();
        }
        FrameId id = footer.frameId(base.frame());
        byte[] plain = parts.disks().frame(footer, base.frame());
        if (base.mask() >>> 1 >>> (plain.length / BLOCK_BYTES - 1) != 0) {
          return Optional.empty();
        }
        bases.add(new DeltaBase(id, base.mask()));
        hints.add(new HintedBase(base.pack(), base.frame(), id.first(), id.second()));
        plains.add(plain);
      }
      return Optional.of(Dictionary.of(bases, hints, plains));
    } catch (TainException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          () -> "a base frame cannot be read, not used reason=%s".formatted(e.getMessage()));
      return Optional.empty();
    }
  }

  /// A frame, and the samples of its bytes if there are any.
  record Encoded(EncodedFrame frame, Optional<Features> features) {}
}
