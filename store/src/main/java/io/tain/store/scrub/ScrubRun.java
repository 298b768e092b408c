package io.tain.store.scrub;

import io.tain.base.TainException;
import io.tain.blob.MissingBlobException;
import io.tain.store.DamagedException;
import io.tain.store.PackName;
import io.tain.store.ScrubFinding;
import io.tain.store.ScrubLevel;
import io.tain.store.ScrubReport;
import io.tain.store.format.StoreFormat;
import io.tain.store.index.ChunkIndex;
import io.tain.store.pack.PackKeys;
import io.tain.store.read.StoredDisks;
import io.tain.store.scrub.SqlInventory.KnownPack;
import io.tain.store.scrub.SqlInventory.KnownVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One run of a scrub: packs in the order of their names, then index and format, then disks.
///
/// For one thread, which checks packs with others.
final class ScrubRun {
  private static final int PACKS_AT_ONCE = 4;
  private static final String INDEX = "index";

  private final Scrubber.Parts parts;
  private final SqlInventory inventory;
  private final StoredDisks disks;
  private final ScrubLevel level;
  private final long maxBytes;
  private final DiskCheck diskCheck;
  private final List<Flaw> flaws = new ArrayList<>();
  private final List<ScrubFinding> findings = new ArrayList<>();
  private ScrubProgress progress = ScrubProgress.NONE;
  private long packs;
  private long packBytes;

  /// Of what had not been checked before: what is looked at once more is in no budget, or many
  /// damaged packs would keep a scrub from going on.
  private long spentBytes;

  private long versions;

  ScrubRun(Scrubber scrubber, StoredDisks disks, ScrubLevel level, long maxBytes) {
    this.parts = scrubber.parts();
    this.inventory = scrubber.inventory();
    this.disks = disks;
    this.level = level;
    this.maxBytes = maxBytes;
    this.diskCheck = new DiskCheck(disks, parts.threads());
  }

  ScrubReport run() throws IOException {
    parts.files().createDirectories(parts.cache());
    var file = ScrubProgress.file(parts.cache(), level);
    progress = ScrubProgress.load(file);
    boolean complete = checkPacks() && checkDisks();
    if (complete) {
      checkFiles();
    }
    findings.addAll(0, new HurtVersions(disks).name(flaws, inventory.versions()));
    if (complete) {
      parts.files().delete(file);
    }
    return new ScrubReport(level, complete, packs, readBytes(), versions, findings);
  }

  private long readBytes() {
    return packBytes + diskCheck.readBytes();
  }

  /// @return false when the budget is spent
  private boolean checkPacks() throws IOException {
    List<KnownPack> wanted =
        inventory.packs().stream().filter(pack -> progress.wants("pack " + pack.name())).toList();
    if (level == ScrubLevel.LISTING) {
      checkListing(wanted);
      return true;
    }
    try (ExecutorService threads = threads()) {
      for (int from = 0; from < wanted.size(); from += PACKS_AT_ONCE) {
        if (spentBytes >= maxBytes) {
          return false;
        }
        int to = Math.min(from + PACKS_AT_ONCE, wanted.size());
        checkTogether(threads, wanted.subList(from, to));
      }
    }
    return true;
  }

  private void checkListing(List<KnownPack> wanted) throws IOException {
    Map<PackName, Long> listed = new HashMap<>();
    for (var blob : parts.blobs().list(PackKeys.PREFIX)) {
      PackKeys.nameOf(blob.key()).ifPresent(name -> listed.put(name, blob.sizeBytes()));
    }
    for (KnownPack pack : wanted) {
      packs++;
      Long size = listed.get(pack.name());
      if (size == null) {
        add(pack.name(), new MissingBlobException(PackKeys.of(pack.name())));
      } else if (size != pack.sizeBytes()) {
        add(
            pack.name(),
            new DamagedException("pack " + pack.name(), 0, pack.sizeBytes() + " bytes", size));
      }
    }
  }

  private void add(PackName pack, TainException error) {
    if (inventory.isLive(pack)) {
      flaws.add(new Flaw(pack, Flaw.WHOLE_PACK, ScrubFinding.of(error)));
    }
  }

  private void checkTogether(ExecutorService threads, List<KnownPack> together) throws IOException {
    var check = new PackCheck(disks.footers().reader(), new FrameCheck(disks, parts.keys()), level);
    var running = new ArrayList<Future<List<Flaw>>>();
    for (KnownPack pack : together) {
      running.add(threads.submit(() -> check.run(pack.name(), pack.sizeBytes())));
    }
    var damaged = new TreeSet<>(progress.damaged());
    for (int i = 0; i < together.size(); i++) {
      KnownPack pack = together.get(i);
      List<Flaw> found = await(running.get(i));
      packs++;
      packBytes += pack.sizeBytes();
      spentBytes += progress.isNew("pack " + pack.name()) ? pack.sizeBytes() : 0;
      damaged.remove("pack " + pack.name());
      // A pack that was collected meanwhile is nobody's.
      if (!found.isEmpty() && inventory.isLive(pack.name())) {
        flaws.addAll(found);
        damaged.add("pack " + pack.name());
      }
    }
    save("pack " + together.getLast().name(), damaged);
  }

  /// @return false when the budget is spent
  private boolean checkDisks() throws IOException {
    if (level != ScrubLevel.DISKS) {
      return true;
    }
    for (KnownVersion version : inventory.versions()) {
      String name = "version " + version.id();
      if (progress.isNew(name) && spentBytes >= maxBytes) {
        return false;
      }
      if (progress.wants(name)) {
        checkDisk(name, version);
      }
    }
    return true;
  }

  private void checkDisk(String name, KnownVersion version) throws IOException {
    long before = diskCheck.readBytes();
    List<ScrubFinding> found = diskCheck.run(version);
    versions++;
    spentBytes += progress.isNew(name) ? diskCheck.readBytes() - before : 0;
    var damaged = new TreeSet<>(progress.damaged());
    damaged.remove(name);
    if (!found.isEmpty()) {
      findings.addAll(found);
      damaged.add(name);
    }
    save(name, damaged);
  }

  private void checkFiles() throws IOException {
    if (level == ScrubLevel.LISTING) {
      return;
    }
    ChunkIndex.check(parts.directory().resolve(INDEX), disks.footers())
        .forEach(error -> findings.add(ScrubFinding.of(error)));
    try {
      StoreFormat.checkReadable(parts.directory());
    } catch (TainException e) {
      findings.add(ScrubFinding.of(e));
    }
  }

  private void save(String after, Collection<String> damaged) throws IOException {
    // What was damaged before is looked at again, and lies before what was reached.
    String furthest = after.compareTo(progress.after()) > 0 ? after : progress.after();
    progress = new ScrubProgress(furthest, new TreeSet<>(damaged));
    progress.save(ScrubProgress.file(parts.cache(), level), parts.files());
  }

  private ExecutorService threads() {
    return Executors.newFixedThreadPool(
        parts.threads(), Thread.ofPlatform().daemon().name("tain-scrub-", 0).factory());
  }

  private static <T> T await(Future<T> running) throws IOException {
    try {
      return running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failed -> throw failed;
        case RuntimeException failed -> throw failed;
        case Error failed -> throw failed;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
