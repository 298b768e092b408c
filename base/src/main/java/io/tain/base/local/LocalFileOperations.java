package io.tain.base.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The steps of a durable write on the file system of this machine.
final class LocalFileOperations implements FileOperations {
  @Override
  public OpenFile create(Path file) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new LocalOpenFile(
        file.toAbsolutePath().resolveSibling(""),
        FileChannel.open(file, options, permissions("rw-------")));
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, permissions("rwx------"));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }

  /// @param directory named when it cannot be written: the file has its name only later
  private record LocalOpenFile(Path directory, FileChannel channel) implements OpenFile {
    @Override
    public void write(ByteBuffer content) throws IOException {
      try {
        FileWriting.append(channel, content);
      } catch (IOException e) {
        throw named(e);
      }
    }

    @Override
    public void sync() throws IOException {
      try {
        channel.force(true);
      } catch (IOException e) {
        throw named(e);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }

    /// The system does not say which open file it could not write.
    private IOException named(IOException failure) {
      return failure.getClass() == IOException.class
          ? (IOException)
              new FileSystemException(directory.toString(), null, failure.getMessage())
                  .initCause(failure)
          : failure;
    }
  }
}
