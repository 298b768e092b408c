package io.tain.fs.ext4;

import io.tain.base.ByteRange;
import io.tain.disk.VirtualDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileKind;
import io.tain.fs.FileNames;
import io.tain.fs.FileRun;
import io.tain.fs.FileSystem;
import io.tain.fs.Notice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// ext2, ext3 and ext4 as the kernel reads them, metadata checksums verified.
///
/// A journal that was not replayed (`needs_recovery`) is applied in memory, so that the tables are
/// what a mount would see. Encrypted files are refused, but not the others of their file system.
public final class Ext4FileSystem implements FileSystem {
  private static final long ROOT_INODE = 2;

  private final Volume volume;

  private Ext4FileSystem(Volume volume) {
    this.volume = volume;
  }

  /// The file system of a partition; reads its superblock only.
  public static FileSystem open(VirtualDisk disk) throws IOException {
    return new Ext4FileSystem(Volume.open(disk));
  }

  /// Which of `ext2`, `ext3` and `ext4` it is.
  ///
  /// @param start the first 2,048 bytes of the partition, which have the magic of ext2
  public static String typeOf(byte[] start) {
    return Superblock.typeOf(
        ByteBuffer.wrap(start, Superblock.OFFSET_BYTES, Superblock.SIZE_BYTES)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN));
  }

  @Override
  public String type() {
    return volume.superblock().type();
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
  public long usedBytes() throws IOException {
    Superblock superblock = volume.superblock();
    return (superblock.blocks() - volume.freeBlocks()) * superblock.blockBytes();
  }

  @Override
  public FileEntry root() throws IOException {
    Inode inode = volume.inodes().read(ROOT_INODE);
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
    var found = new ArrayList<FileEntry>(1);
    directory(directory)
        .scan(
            (candidate, inode) -> {
              if (candidate.equals(name)) {
                found.add(entry(directory.childPath(name), inode));
              }
              return found.isEmpty();
            });
    return found.stream().findFirst();
  }

  @Override
  public String linkTarget(FileEntry link) throws IOException {
    Inode inode = volume.readable(link.inode(), FileKind.SYMLINK);
    ByteBuffer target;
    if (inode.has(Inode.FLAG_INLINE)) {
      target = new InlineData(inode).content();
    } else if (inode.sizeBytes() < Inode.BLOCK_BYTES && !inode.has(Inode.FLAG_EXTENTS)) {
      target = inode.block().slice(0, (int) inode.sizeBytes());
    } else {
      target = slowTarget(inode);
    }
    byte[] bytes = new byte[target.remaining()];
    target.get(bytes);
    return FileNames.decode(bytes);
  }

  @Override
  public void read(FileEntry file, long offset, ByteBuffer target) throws IOException {
    Inode inode = volume.readable(file.inode(), FileKind.FILE);
    if (offset < 0 || offset > inode.sizeBytes() - target.remaining()) {
      throw new IllegalArgumentException("offset " + offset + " of " + inode.sizeBytes());
    }
    if (inode.has(Inode.FLAG_INLINE)) {
      target.put(new InlineData(inode).content().slice((int) offset, target.remaining()));
    } else {
      new FileContent(volume, inode).read(offset, target);
    }
  }

  @Override
  public SortedMap<String, byte[]> extendedAttributes(FileEntry entry) throws IOException {
    return new Attributes(volume, volume.inode(entry.inode(), entry.kind())).read();
  }

  @Override
  public List<FileRun> fileRuns(FileEntry file) throws IOException {
    Inode inode = volume.inode(file.inode(), FileKind.FILE);
    return inode.has(Inode.FLAG_INLINE) ? List.of() : new FilePlaces(volume, inode).runs();
  }

  @Override
  public List<ByteRange> holes(FileEntry file) throws IOException {
    Inode inode = volume.inode(file.inode(), FileKind.FILE);
    return inode.has(Inode.FLAG_INLINE) ? List.of() : FileSystem.super.holes(file);
  }

  @Override
  public void allocatedRanges(RangeVisitor visitor) throws IOException {
    new Allocation(volume).show(visitor);
  }

  @Override
  public Set<Notice> notices() {
    return volume.notices();
  }

  private Directory directory(FileEntry entry) throws IOException {
    return new Directory(volume, volume.readable(entry.inode(), FileKind.DIRECTORY));
  }

  private static FileEntry entry(String path, Inode inode) {
    return new FileEntry(path, inode.kind(), inode.number(), inode.sizeBytes(), inode.attributes());
  }

  private ByteBuffer slowTarget(Inode inode) throws IOException {
    if (inode.sizeBytes() > volume.blocks().blockBytes()) {
      throw Blocks.malformed(inode.offset(), "a link of at most one block", inode.sizeBytes());
    }
    ByteBuffer target = ByteBuffer.allocate((int) inode.sizeBytes());
    new FileContent(volume, inode).read(0, target);
    return target.flip();
  }
}
