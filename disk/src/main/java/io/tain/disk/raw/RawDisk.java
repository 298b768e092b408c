package io.tain.disk.raw;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file or block device as a disk: its bytes are the disk's, its holes are zeros.
///
/// The size is that at the time of opening; a file cut off later fails to be read. Safe for
/// concurrent use.
public final class RawDisk implements VirtualDisk {
  private static final int TYPE_MASK = 0xF000;
  private static final int REGULAR = 0x8000;
  private static final int BLOCK_DEVICE = 0x6000;
  private static final int DIRECTORY = 0x4000;
  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xC000;

  private final FileChannel channel;
  private final @Nullable NativeFile holes;
  private final long sizeBytes;

  /// The run of data that was found last: asking for the end of a long one takes the system long.
  private volatile ByteRange lastData = new ByteRange(0, 0);

  private RawDisk(FileChannel channel, @Nullable NativeFile holes, long sizeBytes) {
    this.channel = channel;
    this.holes = holes;
    this.sizeBytes = sizeBytes;
  }

  /// Opens a file for reading.
  ///
  /// @throws TainException `disk.unsupported` for what is neither a file nor a block device
  /// @throws IOException if it is not there or may not be read
  public static RawDisk open(Path file) throws IOException {
    Optional<NativeFile> held = NativeFile.open(file);
    return held.isPresent() ? open(file, held.get()) : withoutHoles(file, file);
  }

  // What is open already is asked for its type and opened again: its name may mean another by now.
  private static RawDisk open(Path file, NativeFile held) throws IOException {
    boolean isKept = false;
    try {
      Path same = held.reopened();
      if (!Files.exists(same)) {
        return withoutHoles(file, file);
      }
      // A block device does not tell of holes.
      isKept = typeOf(same, file) == REGULAR;
      return isKept
          ? opened(FileChannel.open(same, StandardOpenOption.READ), held)
          : withoutHoles(same, file);
    } catch (IOException | TainException failure) {
      isKept = false;
      throw failure;
    } finally {
      if (!isKept) {
        held.close();
      }
    }
  }

  private static RawDisk withoutHoles(Path opened, Path file) throws IOException {
    int _ = typeOf(opened, file);
    return opened(FileChannel.open(opened, StandardOpenOption.READ), null);
  }

  private static RawDisk opened(FileChannel channel, @Nullable NativeFile holes)
      throws IOException {
    try {
      return new RawDisk(channel, holes, channel.size());
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  /// @param file as the caller calls it
  private static int typeOf(Path opened, Path file) throws IOException {
    int mode = (int) Files.getAttribute(opened, "unix:mode", new LinkOption[0]);
    int type = mode & TYPE_MASK;
    if (type != REGULAR && type != BLOCK_DEVICE) {
      throw TainException.of(ErrorCode.FILE_NOT_A_DISK, "path", file, "found", kind(type));
    }
    return type;
  }

  private static String kind(int type) {
    return switch (type) {
      case DIRECTORY -> "a directory";
      case PIPE -> "a named pipe";
      case SOCKET -> "a socket";
      default -> "a character device";
    };
  }

  /// The same file with the size that it has now; this disk is not to be used any more.
  ///
  /// @throws IOException if the file cannot be asked
  public RawDisk resized() throws IOException {
    return new RawDisk(channel, holes, channel.size());
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    if (offset < 0 || offset > sizeBytes - target.remaining()) {
      throw new IllegalArgumentException(
          "offset %d, length %d, size %d".formatted(offset, target.remaining(), sizeBytes));
    }
    long at = offset;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        throw new EOFException("the file ends at %d, was %d long".formatted(at, sizeBytes));
      }
      at += count;
    }
  }

  @Override
  public List<Extent> extents(ByteRange range) throws IOException {
    if (range.end() > sizeBytes) {
      throw new IllegalArgumentException(range + " on a disk of " + sizeBytes + " bytes");
    }
    var extents = new ArrayList<Extent>();
    long at = range.offset();
    while (at < range.end()) {
      long data = Math.min(nextData(at), range.end());
      if (data > at) {
        extents.add(new Extent.Zero(ByteRange.between(at, data)));
      }
      if (data < range.end()) {
        at = Math.min(nextHole(data), range.end());
        extents.add(new Extent.Data(ByteRange.between(data, at)));
      } else {
        at = data;
      }
    }
    return extents;
  }

  @Override
  public long countDataBytes() throws IOException {
    long dataBytes = 0;
    long at = nextData(0);
    while (at < sizeBytes) {
      long end = Math.min(nextHole(at), sizeBytes);
      dataBytes += end - at;
      at = nextData(end);
    }
    return dataBytes;
  }

  @Override
  public void close() throws IOException {
    try (var _ = channel) {
      if (holes != null) {
        holes.close();
      }
    }
  }

  private long nextData(long offset) throws IOException {
    return holes == null || isIn(lastData, offset)
        ? offset
        : holes.nextData(offset).orElse(sizeBytes);
  }

  private long nextHole(long offset) throws IOException {
    ByteRange known = lastData;
    if (isIn(known, offset)) {
      return known.end();
    }
    // A file that grows and shrinks meanwhile must not make a run of no bytes.
    long hole = holes == null ? sizeBytes : holes.nextHole(offset).orElse(sizeBytes);
    ByteRange found = ByteRange.between(offset, Math.max(hole, offset + 1));
    lastData = found;
    return found.end();
  }

  private static boolean isIn(ByteRange range, long offset) {
    return offset >= range.offset() && offset < range.end();
  }
}
