package io.tain.fs.registry;

import io.tain.disk.VirtualDisk;
import io.tain.fs.FileSystem;
import io.tain.fs.ext4.Ext4FileSystem;
import io.tain.fs.fat.FatFileSystem;
import io.tain.fs.xfs.XfsFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Opens the file system that a disk or partition holds, and names what it cannot open.
public final class FileSystems {
  private FileSystems() {}

  /// The file system of a partition; empty when `identify` names one that Tain does not read.
  ///
  /// @param partition stays the caller's; must stay open as long as the file system is used
  /// @throws io.tain.fs.MalformedFileSystemException if it is one that Tain reads, but damaged
  /// @throws io.tain.fs.UnsupportedFileSystemException if it uses a feature that Tain does not read
  public static Optional<FileSystem> open(VirtualDisk partition) throws IOException {
    return switch (identify(partition)) {
      case "ext2", "ext3", "ext4" -> Optional.of(Ext4FileSystem.open(partition));
      case "vfat" -> Optional.of(FatFileSystem.open(partition));
      case "xfs" -> Optional.of(XfsFileSystem.open(partition));
      default -> Optional.empty();
    };
  }

  /// What a partition holds, in one word: `ext4`, `vfat`, `xfs`, `luks`, `lvm`, `swap` and so on.
  ///
  /// @return `empty` when nothing but zeros was found: in its first and last 128 KiB, where far
  ///     signatures are, and where its first runs of data start; `unknown` when no signature
  ///     matches, `ambiguous` when the signatures of two formats do
  public static String identify(VirtualDisk partition) throws IOException {
    byte[] start = new byte[(int) Math.min(Signature.WINDOW_BYTES, partition.sizeBytes())];
    partition.read(0, ByteBuffer.wrap(start));
    List<String> types =
        Signature.ALL.stream()
            .filter(signature -> signature.matches(start))
            .map(Signature::type)
            .distinct()
            .toList();
    return switch (types.size()) {
      case 0 -> unsigned(partition, start);
      case 1 -> refined(types.getFirst(), start);
      default -> "ambiguous";
    };
  }

  private static String refined(String type, byte[] start) {
    boolean isWhole = start.length >= 2048;
    return type.equals(Signature.EXT) && isWhole ? Ext4FileSystem.typeOf(start) : type;
  }

  /// FAT has no signature of its own, so that it counts only where no other one does.
  private static String unsigned(VirtualDisk partition, byte[] start) throws IOException {
    if (FatFileSystem.isFat(start)) {
      return "vfat";
    }
    return new FarBytes(partition).type(start);
  }
}
