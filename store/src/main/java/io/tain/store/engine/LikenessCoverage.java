package io.tain.store.engine;

import io.tain.base.TainException;
import io.tain.crypto.Domain;
import io.tain.store.ManifestPlace;
import io.tain.store.PackName;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackReader;
import io.tain.store.resemblance.Features;
import io.tain.store.resemblance.LikenessIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;

/// Fills an index with the frames of versions that it does not know, as far as the budget goes.
///
/// For one thread, and for one import.
final class LikenessCoverage {
  private static final System.Logger LOG = System.getLogger(LikenessCoverage.class.getName());

  /// Plain bytes that are decoded at most: about a second.
  private static final long BUDGET_BYTES = 1L << 30;

  private static final int FRAMES_TOGETHER = 16;
  private static final int BLOCK_BYTES = 4096;

  private final StoreParts parts;
  private final Domain domain;
  private final LikenessIndex index;
  private final Map<PackName, Boolean> usable = new HashMap<>();
  private long bytesLeft = BUDGET_BYTES;

  LikenessCoverage(StoreParts parts, Domain domain, LikenessIndex index) {
    this.parts = parts;
    this.domain = domain;
    this.index = index;
  }

  /// Adds the frames of the lineage, which may push out all others, then those of relatives.
  void run(List<ManifestPlace> lineage, List<ManifestPlace> relatives) throws IOException {
    for (ManifestPlace place : lineage) {
      if (!cover(place) && bytesLeft > 0) {
        index.clear();
        cover(place);
      }
    }
    for (ManifestPlace place : relatives) {
      try {
        if (!cover(place)) {
          return;
        }
      } catch (TainException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            () ->
                "a relative cannot be read, not used manifest=%s reason=%s"
                    .formatted(place, e.getMessage()));
      }
    }
  }

  /// False when there is no room for all of it, or no budget.
  private boolean cover(ManifestPlace place) throws IOException {
    if (index.covers(place)) {
      return true;
    }
    boolean all = true;
    for (List<Sampled> samples : sampled(place)) {
      for (Sampled sample : samples) {
        all &= index.add(sample.pack, sample.frame, sample.blocks, sample.features);
      }
    }
    if (all && bytesLeft > 0) {
      index.cover(place);
    }
    return all && bytesLeft > 0;
  }

  private List<List<Sampled>> sampled(ManifestPlace place) throws IOException {
    var use = new FrameUse(parts.disks().bases());
    parts
        .disks()
        .manifest(place)
        .forEachChunk((footer, entry) -> use.use(footer, footer.frameOf(entry)));
    var tasks = new ArrayList<Future<List<Sampled>>>();
    for (var frames : new TreeMap<>(use.whole()).entrySet()) {
      PackName pack = frames.getKey();
      if (isUsable(pack)) {
        PackFooter footer = parts.footers().get(pack, _ -> {});
        addTasks(
            footer,
            frames.getValue().stream().filter(frame -> !index.covers(pack, frame)).toArray(),
            tasks);
      }
    }
    var all = new ArrayList<List<Sampled>>();
    for (Future<List<Sampled>> task : tasks) {
      all.add(Waiting.on(task));
    }
    return all;
  }

  private void addTasks(PackFooter footer, int[] frames, List<Future<List<Sampled>>> tasks) {
    var part = new ArrayList<Integer>();
    for (int frame : frames) {
      bytesLeft -= footer.plainBytes(frame);
      if (bytesLeft > 0) {
        part.add(frame);
      }
      if (part.size() == FRAMES_TOGETHER) {
        tasks.add(task(footer, List.copyOf(part)));
        part.clear();
      }
    }
    if (!part.isEmpty()) {
      tasks.add(task(footer, List.copyOf(part)));
    }
  }

  private Future<List<Sampled>> task(PackFooter footer, List<Integer> frames) {
    PackReader reader = parts.footers().reader();
    return parts
        .workers()
        .compute(
            () -> {
              var samples = new ArrayList<Sampled>();
              for (int frame : frames) {
                byte[] plain = reader.plain(reader.stored(footer, frame, _ -> {}), List.of());
                Features features = Features.of(plain, plain.length);
                samples.add(
                    new Sampled(footer.pack(), frame, plain.length / BLOCK_BYTES, features));
              }
              return samples;
            });
  }

  private boolean isUsable(PackName pack) throws IOException {
    Boolean known = usable.get(pack);
    if (known == null) {
      known = parts.mayBeBase(pack, domain);
      usable.put(pack, known);
    }
    return known;
  }

  /// The features of one frame.
  private record Sampled(PackName pack, int frame, int blocks, Features features) {}
}
