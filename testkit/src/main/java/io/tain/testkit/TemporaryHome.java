package io.tain.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// An empty directory to be used as `TAIN_HOME`, gone with its content when closed.
public final class TemporaryHome implements AutoCloseable {
  private final Path directory;

  private TemporaryHome(Path directory) {
    this.directory = directory;
  }

  /// A new one in the system's directory for temporary files.
  public static TemporaryHome create() {
    try {
      return new TemporaryHome(Files.createTempDirectory("tain-home-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path directory() {
    return directory;
  }

  /// The path of a part of the home, such as `store`.
  public Path resolve(String part) {
    return directory.resolve(part);
  }

  @Override
  public void close() {
    try {
      deleteTree(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Removes a directory and everything below it; one that is not there is no error.
  public static void deleteTree(Path directory) throws IOException {
    if (Files.exists(directory)) {
      Files.walkFileTree(directory, new Deleting());
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
