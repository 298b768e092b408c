package io.tain.fs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/// The content of a file as a stream; not safe for concurrent use.
final class FileStream extends InputStream {
  private static final int LARGEST_READ_BYTES = 1 << 20;

  private final FileSystem fileSystem;
  private final FileEntry file;
  private long position;

  FileStream(FileSystem fileSystem, FileEntry file) {
    this.fileSystem = fileSystem;
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count = (int) Math.min(Math.min(length, LARGEST_READ_BYTES), file.sizeBytes() - position);
    if (count <= 0) {
      return -1;
    }
    fileSystem.read(file, position, ByteBuffer.wrap(target, offset, count));
    position += count;
    return count;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, file.sizeBytes() - position);
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, file.sizeBytes() - position);
  }
}
