package io.tain.fs;

import io.tain.base.TainException;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.registry.FileSystems;
import java.io.IOException;
import java.nio.file.Path;

/// A program that looks at all of a file system: in the order of the disk, then by name.
public final class WalkedInSmallHeap {
  private WalkedInSmallHeap() {}

  /// Prints how far it came.
  ///
  /// @param arguments an image, and a directory in it
  public static void main(String[] arguments) throws IOException {
    try (var disk = RawDisk.open(Path.of(arguments[0]))) {
      FileSystem fileSystem = FileSystems.open(disk).orElseThrow();
      FileEntry directory = fileSystem.find(arguments[1]).orElseThrow();
      long[] shown = new long[1];
      fileSystem.list(directory, _ -> shown[0]++);
      System.out.println("listed " + shown[0]);
      fileSystem.walk(directory, entry -> fileSystem.extendedAttributes(entry));
      System.out.println("walked");
    } catch (TainException refusal) {
      System.out.println(refusal.getMessage());
    }
  }
}
