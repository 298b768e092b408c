package io.tain.fs.fat;

import io.tain.base.ByteRange;
import io.tain.disk.VirtualDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileKind;
import io.tain.fs.FileRun;
import io.tain.fs.FileSystem;
import io.tain.fs.Notice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// FAT12, FAT16 and FAT32 with long names.
///
/// Names are found regardless of case; an entry's inode is the place of its short entry on the
/// disk. Times have no zone in FAT and are taken as UTC.
public final class FatFileSystem implements FileSystem {
  private static final int BOOT_BYTES = 512;
  private static final int ROOT_INODE = 0;
  private static final int CHAINS_KEPT = 2;
  private static final int INFO_SIGNATURE_OFFSET = 484;
  private static final int INFO_SIGNATURE = 0x61417272;

  private final VirtualDisk disk;
  private final FatGeometry geometry;
  private final String label;
  private final String uuid;
  private final Set<Notice> notices;

  /// Where recently read files lie, by inode; guarded by itself.
  private final Map<Long, List<ByteRange>> chains =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<ByteRange>> eldest) {
          return size() > CHAINS_KEPT;
        }
      };

  private FatFileSystem(VirtualDisk disk, ByteBuffer boot) throws IOException {
    this.disk = disk;
    this.geometry = FatGeometry.decode(boot, disk.sizeBytes());
    int serial = boot.getInt(geometry.bits() == 32 ? 67 : 39);
    this.uuid = "%04X-%04X".formatted(serial >>> 16, serial & 0xFFFF);
    this.notices = Collections.unmodifiableSet(FatState.of(boot, disk, geometry));
    this.label = readLabel();
  }

  /// The file system of a partition; reads its boot sector and its root directory.
  public static FileSystem open(VirtualDisk disk) throws IOException {
    if (disk.sizeBytes() < BOOT_BYTES) {
      throw FatGeometry.malformed(0, "a boot sector", disk.sizeBytes() + " bytes");
    }
    ByteBuffer boot = ByteBuffer.allocate(BOOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    disk.read(0, boot);
    return new FatFileSystem(disk, boot.flip());
  }

  /// True when a partition starts like FAT.
  public static boolean isFat(byte[] start) {
    return start.length >= BOOT_BYTES
        && FatGeometry.isFat(ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN));
  }

  @Override
  public String type() {
    return FatGeometry.TYPE;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String uuid() {
    return uuid;
  }

  @Override
  public long sizeBytes() {
    return geometry.sizeBytes();
  }

  @Override
  public long usedBytes() throws IOException {
    return geometry.sizeBytes() - freeClusters() * geometry.clusterBytes();
  }

  @Override
  public FileEntry root() {
    return new FileEntry(
        "/",
        FileKind.DIRECTORY,
        ROOT_INODE,
        0,
        new FileEntry.Attributes(
            0755, 0, 0, 1, FileEntry.Times.allAt(Instant.EPOCH), Optional.empty()));
  }

  @Override
  public void names(FileEntry directory, NameVisitor visitor) throws IOException {
    directory(directory)
        .scan(
            (name, entry) -> {
              if (!entry.isLabel()) {
                visitor.visit(name, entry.offset());
              }
              return true;
            });
  }

  @Override
  public int leastEntryBytes(String name) {
    return Math.max(FatDirectory.ENTRY_BYTES, 2 * name.length());
  }

  @Override
  public FileEntry entry(String path, long inode) throws IOException {
    return inode == ROOT_INODE ? root() : shortEntry(inode).toFileEntry(path);
  }

  @Override
  public Optional<FileEntry> child(FileEntry directory, String name) throws IOException {
    var found = new ArrayList<FileEntry>(1);
    directory(directory)
        .scan(
            (candidate, entry) -> {
              boolean isNamed =
                  candidate.equalsIgnoreCase(name) || entry.shortName().equalsIgnoreCase(name);
              if (isNamed && !entry.isLabel()) {
                found.add(entry.toFileEntry(directory.childPath(candidate)));
              }
              return found.isEmpty();
            });
    return found.stream().findFirst();
  }

  @Override
  public String linkTarget(FileEntry link) {
    throw new IllegalArgumentException("FAT has no links: " + link.path());
  }

  @Override
  public void read(FileEntry file, long offset, ByteBuffer target) throws IOException {
    List<ByteRange> runs = runs(file);
    if (offset < 0 || offset > file.sizeBytes() - target.remaining()) {
      throw new IllegalArgumentException("offset " + offset + " of " + file.sizeBytes());
    }
    long skipped = offset;
    for (ByteRange run : runs) {
      if (skipped < run.length()) {
        int count = (int) Math.min(target.remaining(), run.length() - skipped);
        disk.read(run.offset() + skipped, target.slice(target.position(), count));
        target.position(target.position() + count);
      }
      skipped = Math.max(0, skipped - run.length());
    }
  }

  /// FAT has none.
  @Override
  public SortedMap<String, byte[]> extendedAttributes(FileEntry entry) {
    return new TreeMap<>();
  }

  @Override
  public List<FileRun> fileRuns(FileEntry file) throws IOException {
    var found = new ArrayList<FileRun>();
    long fileOffset = 0;
    for (ByteRange run : runs(file)) {
      found.add(new FileRun(fileOffset, run));
      fileOffset += run.length();
    }
    return found;
  }

  @Override
  public void allocatedRanges(RangeVisitor visitor) throws IOException {
    new FatTable(disk, geometry).allocatedRanges(visitor);
  }

  @Override
  public Set<Notice> notices() {
    return notices;
  }

  @Override
  public List<ByteRange> runs(FileEntry file) throws IOException {
    FatEntry entry = entry(file, FileKind.FILE);
    if (entry.sizeBytes() != file.sizeBytes()) {
      throw new IllegalArgumentException(file + " is of another file system");
    }
    synchronized (chains) {
      List<ByteRange> known = chains.get(entry.offset());
      if (known != null) {
        return known;
      }
    }
    long clusters = Math.ceilDiv(entry.sizeBytes(), geometry.clusterBytes());
    List<ByteRange> runs =
        List.copyOf(new FatTable(disk, geometry).chain(firstCluster(entry), clusters));
    synchronized (chains) {
      chains.put(entry.offset(), runs);
    }
    return runs;
  }

  private FatDirectory directory(FileEntry directory) throws IOException {
    if (directory.inode() != ROOT_INODE) {
      FatEntry entry = entry(directory, FileKind.DIRECTORY);
      return new FatDirectory(disk, directoryRuns(firstCluster(entry)));
    }
    return geometry.bits() == 32
        ? new FatDirectory(
            disk,
            directoryRuns(new FatTable.Link(geometry.rootCluster(), FatGeometry.ROOT_CLUSTER)))
        : new FatDirectory(disk, List.of(geometry.root()));
  }

  private List<ByteRange> directoryRuns(FatTable.Link firstCluster) throws IOException {
    long most = Math.max(1, FatDirectory.MAX_BYTES / geometry.clusterBytes());
    return new FatTable(disk, geometry).wholeChain(firstCluster, most);
  }

  /// The short entry of a file that this file system listed.
  private FatEntry entry(FileEntry file, FileKind kind) throws IOException {
    if (file.kind() != kind) {
      throw new IllegalArgumentException(file + " is no " + kind);
    }
    return shortEntry(file.inode());
  }

  private FatEntry shortEntry(long offset) throws IOException {
    if (offset < 0 || offset > disk.sizeBytes() - FatDirectory.ENTRY_BYTES) {
      throw new IllegalArgumentException("no entry at " + offset);
    }
    ByteBuffer bytes = ByteBuffer.allocate(FatDirectory.ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    disk.read(offset, bytes);
    return new FatEntry(bytes.flip(), offset);
  }

  private FatTable.Link firstCluster(FatEntry entry) {
    return entry.firstCluster(geometry.bits() == 32);
  }

  private String readLabel() throws IOException {
    var found = new ArrayList<String>(1);
    directory(root())
        .scan(
            (_, entry) -> {
              if (entry.isLabel()) {
                found.add(entry.label());
              }
              return found.isEmpty();
            });
    return found.isEmpty() ? "" : found.getFirst();
  }

  /// FAT32 keeps the number; the others, and a number that cannot be true, are counted.
  private long freeClusters() throws IOException {
    if (geometry.infoOffset() > 0 && geometry.infoOffset() < geometry.table().offset()) {
      ByteBuffer info = ByteBuffer.allocate(BOOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      disk.read(geometry.infoOffset(), info);
      long free = Integer.toUnsignedLong(info.getInt(INFO_SIGNATURE_OFFSET + 4));
      if (info.getInt(INFO_SIGNATURE_OFFSET) == INFO_SIGNATURE && free <= geometry.clusters()) {
        return free;
      }
    }
    return new FatTable(disk, geometry).freeClusters();
  }
}
