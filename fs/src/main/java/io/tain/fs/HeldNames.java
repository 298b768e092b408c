package io.tain.fs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Names of directories with their inodes in few bytes, sorted by name.
///
/// A stack: the names of a directory are put on top, sorted, read and taken away again. Names that
/// Latin-1 has take a byte for each character, all others two.
///
/// | byte of a record | 0 | 8 | 10 |
/// |---|---|---|---|
/// | | inode | length in characters, highest bit set for two bytes each | name |
///
/// For one thread.
final class HeldNames {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int HEADER_BYTES = 10;
  private static final int LENGTH_AT = 8;
  private static final int WIDE = 1 << 15;
  private static final int MAX_CHARACTERS = 1 << 12;

  private final String type;
  private final @Nullable ByteBuffer[] chunks = new ByteBuffer[FileLimits.NAME_BYTES / CHUNK_BYTES];
  private int[] records = new int[256];
  private int count;
  private int endBytes;

  /// @param type of the file system, for its refusals
  HeldNames(String type) {
    this.type = type;
  }

  /// How high the stack is now.
  Mark mark() {
    return new Mark(count, endBytes);
  }

  /// Puts a name on top.
  void add(String name, long inode) {
    byte[] narrow = name.getBytes(StandardCharsets.ISO_8859_1);
    boolean isWide = !new String(narrow, StandardCharsets.ISO_8859_1).equals(name);
    ByteBuffer chunk = reserve(name.length(), name.length() * (isWide ? 2 : 1));
    chunk.putLong(inode).putShort((short) (name.length() | (isWide ? WIDE : 0)));
    if (isWide) {
      chunk.asCharBuffer().put(name);
    } else {
      chunk.put(narrow);
    }
  }

  /// Sorts the names above a mark.
  void sort(Mark mark) {
    int length = count - mark.count();
    int[] copy = Arrays.copyOfRange(records, mark.count(), count);
    merge(copy, 0, records, mark.count(), length);
  }

  /// Takes away what is above a mark.
  void release(Mark mark) {
    count = mark.count();
    endBytes = mark.endBytes();
  }

  String name(int index) {
    return text(records[index]);
  }

  long inode(int index) {
    int record = records[index];
    return chunk(record).getLong(record % CHUNK_BYTES);
  }

  /// The place of a new record, whose bytes are counted as used.
  private ByteBuffer reserve(int characters, int nameBytes) {
    int at = endBytes;
    int length = HEADER_BYTES + nameBytes;
    if (at % CHUNK_BYTES + length > CHUNK_BYTES) {
      at += CHUNK_BYTES - at % CHUNK_BYTES;
    }
    if (characters > MAX_CHARACTERS || at > FileLimits.NAME_BYTES - length) {
      throw new UnsupportedFileSystemException(
          type, "more than %d bytes of names to sort".formatted(FileLimits.NAME_BYTES));
    }
    if (count == FileLimits.NAMES) {
      throw new UnsupportedFileSystemException(
          type, "more than %d names to sort".formatted(FileLimits.NAMES));
    }
    if (count == records.length) {
      records = Arrays.copyOf(records, 2 * count);
    }
    records[count++] = at;
    endBytes = at + length;
    int index = at / CHUNK_BYTES;
    if (chunks[index] == null) {
      chunks[index] = ByteBuffer.allocate(CHUNK_BYTES);
    }
    return chunk(at).position(at % CHUNK_BYTES);
  }

  private ByteBuffer chunk(int record) {
    return Objects.requireNonNull(chunks[record / CHUNK_BYTES]);
  }

  /// Sorts so many records into `to`; `from` holds the same ones.
  private void merge(int[] from, int fromAt, int[] to, int toAt, int length) {
    if (length < 2) {
      return;
    }
    int half = length / 2;
    merge(to, toAt, from, fromAt, half);
    merge(to, toAt + half, from, fromAt + half, length - half);
    int left = fromAt;
    int right = fromAt + half;
    int end = fromAt + length;
    for (int at = toAt; at < toAt + length; at++) {
      boolean isLeft =
          right == end || (left < fromAt + half && compare(from[left], from[right]) <= 0);
      to[at] = isLeft ? from[left++] : from[right++];
    }
  }

  /// As the names would compare, character by character.
  private int compare(int one, int other) {
    if (isWide(one) != isWide(other)) {
      return text(one).compareTo(text(other));
    }
    int oneAt = one % CHUNK_BYTES + HEADER_BYTES;
    int otherAt = other % CHUNK_BYTES + HEADER_BYTES;
    return Arrays.compareUnsigned(
        chunk(one).array(),
        oneAt,
        oneAt + bytes(one),
        chunk(other).array(),
        otherAt,
        otherAt + bytes(other));
  }

  private String text(int record) {
    int at = record % CHUNK_BYTES + HEADER_BYTES;
    return isWide(record)
        ? chunk(record).slice(at, bytes(record)).asCharBuffer().toString()
        : new String(chunk(record).array(), at, bytes(record), StandardCharsets.ISO_8859_1);
  }

  private boolean isWide(int record) {
    return chunk(record).getShort(record % CHUNK_BYTES + LENGTH_AT) < 0;
  }

  private int bytes(int record) {
    int length = chunk(record).getShort(record % CHUNK_BYTES + LENGTH_AT);
    return length < 0 ? 2 * (length & (WIDE - 1)) : length;
  }

  /// How high a stack was.
  ///
  /// @param endBytes where the next record goes
  record Mark(int count, int endBytes) {}
}
