package io.tain.bench;

import io.tain.base.ByteRange;
import io.tain.disk.OpenedDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.disk.registry.DiskFormats;
import io.tain.disk.residue.Residue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What must be kept beside a disk so that the file it came in can be given back bit for bit.
final class Residues {
  private static final long MAX_LITERAL_BYTES = 256 << 20;
  private static final long STEP_BYTES = 4 << 20;
  private static final double GIB = 1L << 30;

  private Residues() {}

  /// Prints a row for a file; ends with an error if the file is not given back as it was.
  ///
  /// @param arguments a name for the row, the file
  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[1]);
    long start = System.nanoTime();
    try (OpenedDisk opened = DiskFormats.open(path);
        VirtualDisk file = RawDisk.open(path)) {
      Optional<Residue> found = DiskFormats.residue(file, opened.format(), MAX_LITERAL_BYTES);
      if (found.isEmpty()) {
        System.out.printf("%-34s the file itself is kept%n", arguments[0]);
        return;
      }
      byte[] encoded = found.get().encoded();
      double seconds = (System.nanoTime() - start) / 1e9;
      long dataBytes = DiskFormats.dataBytes(opened.disk());
      Residue.Packing packing = found.get().packing();
      System.out.printf(
          Locale.ROOT,
          "%-34s %12d %12.0f %9d %9d %8.1f s%n",
          arguments[0],
          encoded.length,
          encoded.length / (dataBytes / GIB),
          packing.blocks(),
          packing.reproduced(),
          seconds);
      requireSame(Residue.decode(encoded).restore(opened.disk()), path);
    }
  }

  private static void requireSame(VirtualDisk restored, Path path) throws IOException {
    try (VirtualDisk original = RawDisk.open(path)) {
      if (restored.sizeBytes() != original.sizeBytes()) {
        throw new IllegalStateException("restored %d bytes".formatted(restored.sizeBytes()));
      }
      for (long at = 0; at < original.sizeBytes(); at += STEP_BYTES) {
        long end = Math.min(at + STEP_BYTES, original.sizeBytes());
        var range = ByteRange.between(at, end);
        if (!original.bytes(range).equals(restored.bytes(range))) {
          throw new IllegalStateException("restored with other bytes in " + range);
        }
      }
    }
  }
}
