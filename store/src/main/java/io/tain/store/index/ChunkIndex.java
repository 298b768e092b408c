package io.tain.store.index;

import io.tain.base.DurableFiles;
import io.tain.store.DamagedException;
import io.tain.store.PackName;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackFooters;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/*
 * Sorted runs, as in a log-structured merge tree. Each import adds one run for the packs that it
 * wrote; when there are many, the smaller ones are merged. A run may name packs that never became
 * LIVE: an entry counts only when its pack is known to be LIVE, so a run can be written before the
 * transaction that makes its packs visible, and nothing has to be undone after a crash.
 */
/// From a chunk's id to its place; made of runs in one directory, which may be deleted at any time.
///
/// Safe for concurrent use. A run that is damaged is removed and made again from footers.
public final class ChunkIndex implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ChunkIndex.class.getName());
  private static final String SUFFIX = ".run";
  private static final int MAX_RUNS = 8;

  private final Path directory;
  private final DurableFiles files;
  private final PackFooters footers;
  private final RandomGenerator random;

  /// Replaced as a whole, under this object's lock.
  private volatile State state = new State(List.of(), Set.of());

  private ChunkIndex(
      Path directory, DurableFiles files, PackFooters footers, RandomGenerator random) {
    this.directory = directory;
    this.files = files;
    this.footers = footers;
    this.random = random;
  }

  /// Opens the runs of a directory, which is made when it is missing.
  public static ChunkIndex open(
      Path directory, DurableFiles files, PackFooters footers, RandomGenerator random)
      throws IOException {
    files.createDirectories(directory);
    var index = new ChunkIndex(directory, files, footers, random);
    var runs = new ArrayList<RunFile>();
    try (var listing = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path path : listing) {
        index.load(path, runs);
      }
    }
    index.state = new State(runs, Set.of());
    return index;
  }

  /// A finder for one import.
  public ChunkFinder finder() {
    return new ChunkFinder(this);
  }

  /// Learns that packs became LIVE; makes a run for those that no run covers.
  public synchronized void live(Collection<PackName> packs) throws IOException {
    var live = new HashSet<>(state.live());
    live.addAll(packs);
    var uncovered = new HashSet<>(live);
    state.runs().forEach(run -> run.packs().forEach(uncovered::remove));
    var runs = new ArrayList<>(state.runs());
    if (!uncovered.isEmpty()) {
      runs.add(rebuild(uncovered));
    }
    state = new State(runs, live);
    if (runs.size() > MAX_RUNS) {
      compact();
    }
  }

  /// Removes runs of imports that never ended.
  ///
  /// @param wanted LIVE packs, and those of imports that may still end
  public synchronized void forgetStrangers(Set<PackName> wanted) throws IOException {
    var kept = new ArrayList<RunFile>();
    for (RunFile run : state.runs()) {
      if (run.packs().stream().anyMatch(wanted::contains)) {
        kept.add(run);
      } else {
        remove(run);
      }
    }
    state = new State(kept, state.live());
  }

  /// Makes a run of the places of an import; they count when their packs are LIVE.
  ///
  /// @return the size of the run in bytes; 0 when there is nothing to write
  public long add(ScratchPlaces places) throws IOException {
    if (places.isEmpty()) {
      return 0;
    }
    RunFile run = write(places.source(), Set.of());
    synchronized (this) {
      var runs = new ArrayList<>(state.runs());
      runs.add(run);
      state = new State(runs, state.live());
    }
    return run.sizeBytes();
  }

  /// True when versions may use a pack.
  public boolean isLive(PackName pack) {
    return state.live().contains(pack);
  }

  /// The apparent size of all runs, in bytes.
  public long sizeBytes() {
    long total = 0;
    for (RunFile run : state.runs()) {
      total += run.sizeBytes();
    }
    return total;
  }

  /// What is wrong with the runs of a directory: entries that footers do not have, or lack.
  ///
  /// @throws IOException if the files cannot be read; the call may be repeated
  public static List<DamagedException> check(Path directory, PackFooters footers)
      throws IOException {
    var found = new ArrayList<DamagedException>();
    try (var listing = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path path : listing) {
        try {
          new RunCheck(footers).run(path);
        } catch (DamagedException e) {
          found.add(e);
        } catch (NoSuchFileException _) {
          // Merged with others meanwhile.
        }
      }
    }
    return found;
  }

  @Override
  public synchronized void close() throws IOException {
    for (RunFile run : state.runs()) {
      run.close();
    }
    state = new State(List.of(), Set.of());
  }

  /// Adds the places in LIVE packs that an id with this prefix may have to `found`.
  void candidates(long high, long low, List<ChunkPlace> found) throws IOException {
    while (true) {
      State now = state;
      try {
        for (RunFile run : now.runs()) {
          run.find(high, low, found);
        }
        found.removeIf(place -> !now.live().contains(place.pack()));
        return;
      } catch (ClosedChannelException e) {
        if (now.runs().equals(state.runs())) {
          throw e;
        }
        // Runs were merged while they were searched: the merged one holds the same.
        found.clear();
      }
    }
  }

  PackFooter footer(PackName pack) throws IOException {
    return footers.get(pack, _ -> {});
  }

  private void load(Path path, List<RunFile> runs) throws IOException {
    try {
      runs.add(RunFile.open(path));
    } catch (DamagedException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          () ->
              "index run is damaged and made again path=%s reason=%s"
                  .formatted(path, e.getMessage()));
      files.delete(path);
    }
  }

  private RunFile rebuild(Set<PackName> packs) throws IOException {
    try (var places = new ScratchPlaces(directory, "rebuild-" + PackName.random(random))) {
      for (PackName pack : packs.stream().sorted().toList()) {
        PackFooter footer = footers.get(pack, _ -> {});
        for (int entry = 0; entry < footer.entries(); entry++) {
          places.put(
              footer.prefixHigh(entry), footer.prefixLow(entry), new ChunkPlace(pack, entry));
        }
      }
      return write(places.source(), Set.of());
    }
  }

  /// Merges the smaller runs, and larger ones as long as that does not double the work.
  private void compact() throws IOException {
    var ascending = new ArrayList<>(state.runs());
    ascending.sort(Comparator.comparingLong(RunFile::entries));
    int merged = ascending.size() - MAX_RUNS / 2;
    long entries = ascending.stream().limit(merged).mapToLong(RunFile::entries).sum();
    while (merged < ascending.size() && ascending.get(merged).entries() <= entries) {
      entries += ascending.get(merged).entries();
      merged++;
    }
    List<RunFile> old = List.copyOf(ascending.subList(0, merged));
    RunFile run = write(new RunSource(old.stream().map(RunSource.Part::of).toList()), Set.of());
    var runs = new ArrayList<>(ascending.subList(merged, ascending.size()));
    runs.add(run);
    state = new State(runs, state.live());
    for (RunFile replaced : old) {
      remove(replaced);
    }
  }

  private RunFile write(RunSource source, Set<PackName> unwanted) throws IOException {
    Path path = directory.resolve(PackName.random(random) + SUFFIX);
    try (DurableFiles.Draft draft = files.begin(path)) {
      RunWriter.write(source, unwanted, draft::write);
      draft.commit();
    }
    return RunFile.open(path);
  }

  private void remove(RunFile run) throws IOException {
    run.close();
    files.delete(run.path());
  }

  private record State(List<RunFile> runs, Set<PackName> live) {
    State {
      runs = List.copyOf(runs);
      live = Set.copyOf(live);
    }
  }
}
