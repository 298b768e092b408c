package io.tain.disk.wrap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// The content of all members of a file in gzip (RFC 1952); after the last one only zeros may
/// follow, as tapes and `gzip` have them.
///
/// Java's own stream calls itself once for every empty member, and takes whatever does not begin
/// like a member for the end.
final class GzipStream extends InputStream {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int MAGIC = 0x8B1F;
  private static final int DEFLATE = 8;
  private static final int FIXED_BYTES = 6;
  private static final int HAS_SUM = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int KNOWN_FLAGS = 31;

  private final InputStream source;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 sum = new CRC32();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private boolean isEnd;

  /// Reads the header of the first member.
  GzipStream(InputStream source) throws IOException {
    this.source = source;
    begin(nextOrEnd());
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
    while (!isEnd) {
      int count = inflate(target, offset, length);
      if (count > 0) {
        sum.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("a preset dictionary");
      } else if (!fill()) {
        throw new EOFException("the end of the file");
      } else {
        inflater.setInput(buffer, position, limit - position);
      }
    }
    return -1;
  }

  @Override
  public void close() {
    inflater.end();
  }

  private int inflate(byte[] target, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException damage) {
      var failure = new ZipException(damage.getMessage());
      failure.initCause(damage);
      throw failure;
    }
  }

  /// Compares what follows the data of a member, and begins the next one.
  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    long found = sum.getValue();
    require(number(Integer.BYTES) == found, "another sum");
    require(number(Integer.BYTES) == (inflater.getBytesWritten() & 0xFFFF_FFFFL), "another length");
    int first = nextOrEnd();
    if (first > 0) {
      begin(first);
      return;
    }
    for (int padding = first; padding >= 0; padding = nextOrEnd()) {
      require(padding == 0, "other bytes after the stream");
    }
    isEnd = true;
  }

  private void begin(int first) throws IOException {
    sum.reset();
    sum.update(first);
    int magic = first | (next() << 8);
    require(magic == MAGIC && next() == DEFLATE, "no member of gzip");
    int flags = next();
    require((flags & ~KNOWN_FLAGS) == 0, "reserved flags");
    skipBytes(FIXED_BYTES);
    if ((flags & HAS_EXTRA) != 0) {
      skipBytes(number(Short.BYTES));
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_SUM) != 0) {
      long wanted = sum.getValue() & 0xFFFF;
      require(number(Short.BYTES) == wanted, "another sum of the header");
    }
    sum.reset();
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
  }

  private void skipBytes(long count) throws IOException {
    for (long i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // Up to the zero that ends it.
    }
  }

  /// A little-endian number.
  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) next() << (8 * i);
    }
    return number;
  }

  private int next() throws IOException {
    int next = nextOrEnd();
    if (next < 0) {
      throw new EOFException("the end of the file");
    }
    sum.update(next);
    return next;
  }

  private int nextOrEnd() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, source.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private static void require(boolean isSo, String otherwise) throws ZipException {
    if (!isSo) {
      throw new ZipException(otherwise);
    }
  }
}
