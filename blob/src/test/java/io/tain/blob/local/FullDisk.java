package io.tain.blob.local;

import io.tain.base.local.FileOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Files on a device that takes names but no bytes, until room is made.
final class FullDisk implements FileOperations {
  private boolean full = true;

  void makeRoom() {
    full = false;
  }

  @Override
  public OpenFile create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new OpenFile() {
      @Override
      public void write(ByteBuffer content) throws IOException {
        if (full) {
          throw new FileSystemException(file.toString(), null, "No space left on device");
        }
        channel.write(content);
      }

      @Override
      public void sync() {
        // Nothing here has to survive the test.
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to);
  }

  @Override
  public void syncDirectory(Path directory) {
    // Nothing here has to survive the test.
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
