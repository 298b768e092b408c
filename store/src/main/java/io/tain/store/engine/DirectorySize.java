package io.tain.store.engine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// The size of all files below a directory, which may come and go while they are counted.
class DirectorySize extends SimpleFileVisitor<Path> {
  private long bytes;

  /// The bytes of the files that are there when they are looked at.
  static long of(Path directory) throws IOException {
    var size = new DirectorySize();
    Files.walkFileTree(directory, size);
    return size.bytes();
  }

  long bytes() {
    return bytes;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    bytes += attributes.isRegularFile() ? attributes.size() : 0;
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    return continueWithout(failure);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
      throws IOException {
    return failure == null ? FileVisitResult.CONTINUE : continueWithout(failure);
  }

  /// What was removed since it was listed takes no space any more.
  private static FileVisitResult continueWithout(IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }
}
