package io.tain.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;

/// A file like a server's disk: the programs and libraries of this machine, each on its own block.
final class RealFile {
  private static final long BLOCK_BYTES = 4096;

  private RealFile() {}

  /// Fills `target` with the files below `source` until it has `sizeBytes`.
  static void write(Path source, Path target, long sizeBytes) throws IOException {
    try (var found = Files.walk(source);
        var channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      Iterator<Path> files = found.filter(RealFile::isPlain).sorted().iterator();
      long at = 0;
      while (at < sizeBytes && files.hasNext()) {
        at = append(files.next(), channel, at, sizeBytes);
      }
      if (at < sizeBytes) {
        throw new IOException(source + " holds less than " + sizeBytes + " bytes");
      }
    }
  }

  private static long append(Path file, FileChannel target, long at, long sizeBytes)
      throws IOException {
    try (var source = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = Math.min(source.size(), sizeBytes - at);
      target.position(at);
      long done = 0;
      while (done < length) {
        done += source.transferTo(done, length - done, target);
      }
      return Math.min(sizeBytes, Math.ceilDiv(at + length, BLOCK_BYTES) * BLOCK_BYTES);
    }
  }

  private static boolean isPlain(Path file) {
    try {
      return !Files.isSymbolicLink(file)
          && Files.isRegularFile(file)
          && Files.isReadable(file)
          && Files.size(file) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
