package io.tain.fs.hints;

import static java.lang.System.Logger.Level.DEBUG;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.DiskLayout;
import io.tain.disk.Region;
import io.tain.fs.FileEntry;
import io.tain.fs.FileSystem;
import java.io.IOException;
import java.util.List;

/// One pass over the files of a volume in the order of their paths.
///
/// What is damaged is left out, up to a number of times.
final class FilesByPath implements FileSystem.Visitor {
  private static final System.Logger log = System.getLogger(FilesByPath.class.getName());

  private static final long BLOCK_BYTES = 4096;

  /// More than any disk has: what is larger is no size.
  private static final long MAX_SIZE_BYTES = 1L << 50;

  private static final int MAX_DAMAGED = 100;

  private final Volume volume;
  private final DiskLayout.Builder layout;
  private final Budget budget;
  private int damaged;

  private FilesByPath(Volume volume, DiskLayout.Builder layout, Budget budget) {
    this.volume = volume;
    this.layout = layout;
    this.budget = budget;
  }

  static void add(Volume volume, DiskLayout.Builder layout, Budget budget) throws IOException {
    FileSystem fileSystem = volume.fileSystem();
    fileSystem.walk(fileSystem.root(), new FilesByPath(volume, layout, budget));
  }

  @Override
  public void visit(FileEntry entry) throws IOException {
    if (!entry.isFile() || entry.sizeBytes() == 0 || !mayGoOn()) {
      return;
    }
    try {
      List<ByteRange> places =
          volume.places(volume.fileSystem().runs(entry), wholeBlocksOf(entry), budget);
      if (!places.isEmpty()) {
        long origin = places.getFirst().offset();
        layout.add(new Region(Region.Kind.FILE, entry.path(), places, origin));
      }
    } catch (TainException e) {
      unreadable(e);
    }
  }

  @Override
  public boolean enters(FileEntry directory) {
    return mayGoOn();
  }

  @Override
  public void unreadable(TainException reason) {
    damaged++;
    log.log(DEBUG, () -> "order hints left out a file volume=%s".formatted(volume.name()), reason);
  }

  /// Behind its last block a file has no bytes that anybody wrote. Blocks are taken whole, so that
  /// they are those of the disk where its grid is that of the file.
  private static long wholeBlocksOf(FileEntry file) {
    return Math.ceilDiv(Math.min(file.sizeBytes(), MAX_SIZE_BYTES), BLOCK_BYTES) * BLOCK_BYTES;
  }

  private boolean mayGoOn() {
    return damaged < MAX_DAMAGED && budget.take(0);
  }
}
