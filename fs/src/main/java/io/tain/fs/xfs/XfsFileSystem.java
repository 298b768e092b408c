package io.tain.fs.xfs;

import io.tain.disk.VirtualDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileKind;
import io.tain.fs.FileNames;
import io.tain.fs.FileRun;
import io.tain.fs.FileSystem;
import io.tain.fs.Notice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// XFS of versions 4 and 5 as the kernel reads it, checksums verified.
///
/// A log that was not written back is refused: what the tables say may be older than what the
/// system saw. So are realtime devices and logs on another device.
public final class XfsFileSystem implements FileSystem {
  private final Volume volume;

  private XfsFileSystem(Volume volume) {
    this.volume = volume;
  }

  /// The file system of a partition; reads its superblock and the end of its log.
  public static FileSystem open(VirtualDisk disk) throws IOException {
    return new XfsFileSystem(Volume.open(disk));
  }

  @Override
  public String type() {
    return "xfs";
  }

  @Override
  public String label() {
    return volume.superblock().label();
  }

  @Override
  public String uuid() {
    return volume.superblock().uuid();
  }

  @Override
  public long sizeBytes() {
    return volume.superblock().blocks() * volume.blocks().blockBytes();
  }

  @Override
  public long usedBytes() {
    Superblock superblock = volume.superblock();
    return (superblock.blocks() - superblock.freeBlocks()) * superblock.blockBytes();
  }

  @Override
  public FileEntry root() throws IOException {
    Inode inode = volume.inodes().read(volume.superblock().rootInode());
    if (inode.kind() != FileKind.DIRECTORY) {
      throw Blocks.malformed(inode.offset(), "a directory at the root", inode.kind());
    }
    return entry("/", inode);
  }

  @Override
  public void names(FileEntry directory, NameVisitor visitor) throws IOException {
    directory(directory)
        .scan(
            (name, inode) -> {
              visitor.visit(name, inode);
              return true;
            });
  }

  @Override
  public FileEntry entry(String path, long inode) throws IOException {
    return entry(path, volume.inodes().read(inode));
  }

  @Override
  public Optional<FileEntry> child(FileEntry directory, String name) throws IOException {
    var lookup = new NameLookup(name, volume.superblock().ignoresCase());
    directory(directory).scan(lookup::offer);
    if (lookup.found().isEmpty()) {
      return Optional.empty();
    }
    NameLookup.Match match = lookup.found().get();
    return Optional.of(entry(directory.childPath(match.name()), match.inode()));
  }

  @Override
  public String linkTarget(FileEntry link) throws IOException {
    Inode inode = volume.inode(link.inode(), FileKind.SYMLINK);
    return FileNames.decode(new LinkTarget(volume, inode).read());
  }

  @Override
  public void read(FileEntry file, long offset, ByteBuffer target) throws IOException {
    Inode inode = volume.inode(file.inode(), FileKind.FILE);
    if (offset < 0 || offset > inode.sizeBytes() - target.remaining()) {
      throw new IllegalArgumentException("offset " + offset + " of " + inode.sizeBytes());
    }
    new FileContent(volume, inode).read(offset, target);
  }

  @Override
  public SortedMap<String, byte[]> extendedAttributes(FileEntry entry) throws IOException {
    Optional<Fork> fork = volume.inodes().read(entry.inode()).attributesFork();
    return fork.isPresent() ? new Attributes(volume, fork.get()).read() : new TreeMap<>();
  }

  @Override
  public List<FileRun> fileRuns(FileEntry file) throws IOException {
    return new FilePlaces(volume, volume.inode(file.inode(), FileKind.FILE)).runs();
  }

  @Override
  public void allocatedRanges(RangeVisitor visitor) throws IOException {
    new FreeSpace(volume).showAllocated(visitor);
  }

  @Override
  public Set<Notice> notices() {
    return Set.of();
  }

  private Directory directory(FileEntry entry) throws IOException {
    return new Directory(volume, volume.inode(entry.inode(), FileKind.DIRECTORY));
  }

  private static FileEntry entry(String path, Inode inode) {
    return new FileEntry(path, inode.kind(), inode.number(), inode.sizeBytes(), inode.attributes());
  }
}
