package io.tain.disk.registry;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import java.io.IOException;
import java.nio.file.Path;

/// A program that opens, reads and describes a disk file, for a test that watches its system calls.
final class ReadDisk {
  private ReadDisk() {}

  /// Prints how opening ended.
  ///
  /// @param arguments the file
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    try (var opened = DiskFormats.open(file)) {
      opened.disk().bytes(new ByteRange(0, opened.disk().sizeBytes()));
      System.out.println("read");
    } catch (TainException refusal) {
      System.out.println(refusal.code().text());
    }
    System.out.println(DiskFormats.describe(file).isSafe());
  }
}
