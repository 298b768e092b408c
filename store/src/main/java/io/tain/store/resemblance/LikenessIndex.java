package io.tain.store.resemblance;

import io.tain.store.ManifestPlace;
import io.tain.store.PackName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/*
 * Disposable: what it says is only where looking for a base may be worth it, and a base is read and
 * compared by its id before it is used. So nothing has to be undone when an import is given up, and
 * the file in the cache needs no synchronisation: one that is torn is not taken.
 *
 * File: magic, version, table, frames, places of manifests (number; pack, two ordinals each), CRC32C.
 */
/// From features to frames that may be bases of delta frames: of one domain, in at most 48 MiB.
///
/// Safe for concurrent use.
public final class LikenessIndex {
  private static final long MAGIC = 0x5441494e42415345L; // TAINBASE
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 12;
  private static final int PLACE_BYTES = PackName.SIZE_BYTES + 8;
  private static final int MAX_PLACES = 4096;
  private static final int MAX_FILE_BYTES = 40 << 20;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /// Guarded by the lock, as are all below.
  private FeatureTable table = new FeatureTable();

  private FrameList frames = new FrameList();

  /// Versions all of whose frames are here.
  private final Set<ManifestPlace> covered = new HashSet<>();

  private boolean changed;

  /// The index in a file; empty when there is none, or none that is whole.
  public static LikenessIndex load(Path file) throws IOException {
    var index = new LikenessIndex();
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
      return index;
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int end = bytes.limit() - 4;
    if (end < HEADER_BYTES + 16
        || bytes.getInt(end) != crc(bytes.slice(0, end))
        || !index.decode(bytes.limit(end))) {
      return new LikenessIndex();
    }
    return index;
  }

  /// Writes the index to a file, unless nothing has changed since.
  public void save(Path file) throws IOException {
    byte[] bytes;
    lock.writeLock().lock();
    try {
      if (!changed) {
        return;
      }
      bytes = encode();
      changed = false;
    } finally {
      lock.writeLock().unlock();
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    Files.write(draft, bytes);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /// True when all frames of a version are here that may be bases.
  public boolean covers(ManifestPlace place) {
    lock.readLock().lock();
    try {
      return covered.contains(place);
    } finally {
      lock.readLock().unlock();
    }
  }

  /// True when a frame is here.
  public boolean covers(PackName pack, int frame) {
    lock.readLock().lock();
    try {
      return frames.holds(pack, frame);
    } finally {
      lock.readLock().unlock();
    }
  }

  /// Notes that all frames of a version are here.
  public void cover(ManifestPlace place) {
    lock.writeLock().lock();
    try {
      if (covered.size() < MAX_PLACES) {
        changed |= covered.add(place);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// Adds a frame that is not a delta; false when there is no room for it.
  ///
  /// @param blocks its plain bytes in blocks of 4 KiB
  public boolean add(PackName pack, int frame, int blocks, Features features) {
    lock.writeLock().lock();
    try {
      if (frames.holds(pack, frame)) {
        return true;
      }
      if (frames.isFull() || !table.hasRoomFor(features.count())) {
        return false;
      }
      int number = frames.add(pack, frame, blocks);
      for (int i = 0; i < features.count(); i++) {
        table.add(features.hashes()[i], number, features.blocks()[i]);
      }
      changed = true;
      return true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// Forgets everything, to make room for what is needed now.
  public void clear() {
    lock.writeLock().lock();
    try {
      table = new FeatureTable();
      frames = new FrameList();
      covered.clear();
      changed = true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// The frames that resemble bytes with these features most.
  ///
  /// @param eligible says which packs may be read
  public ChosenBases choose(Features features, Predicate<PackName> eligible) {
    lock.readLock().lock();
    try {
      if (frames.count() == 0) {
        return ChosenBases.NONE;
      }
      Ballot ballot = ballot(features);
      Map<PackName, Boolean> asked = new HashMap<>();
      List<Ballot.Elected> elected =
          ballot.run(
              number -> asked.computeIfAbsent(frames.pack(number), eligible::test), frames::blocks);
      List<ChosenBases.Base> bases =
          elected.reversed().stream()
              .map(
                  one ->
                      new ChosenBases.Base(
                          frames.pack(one.frame()), frames.frame(one.frame()), one.mask()))
              .toList();
      return new ChosenBases(bases, ballot.shareFound());
    } finally {
      lock.readLock().unlock();
    }
  }

  private Ballot ballot(Features features) {
    int[] found = new int[FeatureTable.MAX_EQUAL * features.count()];
    int[] voters = new int[found.length];
    int count = 0;
    for (int i = 0; i < features.count(); i++) {
      int end = table.find(features.hashes()[i], found, count);
      Arrays.fill(voters, count, end, i);
      count = end;
    }
    return new Ballot(found, voters, count, features.count());
  }

  private byte[] encode() {
    var encoded =
        new byte
            [HEADER_BYTES
                + table.sizeBytes()
                + frames.sizeBytes()
                + 4
                + PLACE_BYTES * covered.size()
                + 4];
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    bytes.putLong(MAGIC).putInt(VERSION);
    table.encode(bytes);
    frames.encode(bytes);
    bytes.putInt(covered.size());
    for (ManifestPlace place : covered) {
      bytes.putLong(place.pack().high()).putLong(place.pack().low());
      bytes.putInt(place.manifestFrame()).putInt(place.planFrame());
    }
    bytes.putInt(crc(bytes.slice(0, bytes.position())));
    return encoded;
  }

  private boolean decode(ByteBuffer bytes) {
    if (bytes.getLong() != MAGIC
        || bytes.getInt() != VERSION
        || !table.decode(bytes)
        || bytes.remaining() < 8
        || !frames.decode(bytes)
        || bytes.remaining() < 4) {
      return false;
    }
    int places = bytes.getInt();
    if (places < 0 || places > MAX_PLACES || bytes.remaining() != PLACE_BYTES * places) {
      return false;
    }
    for (int i = 0; i < places; i++) {
      var pack = new PackName(bytes.getLong(), bytes.getLong());
      covered.add(new ManifestPlace(pack, bytes.getInt(), bytes.getInt()));
    }
    return table.maxFrame() <= frames.count();
  }

  private static int crc(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }
}
