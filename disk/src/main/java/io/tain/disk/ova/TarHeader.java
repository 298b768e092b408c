package io.tain.disk.ova;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The block before a member of a tar archive, as it stands there.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 100 | name |
/// | 124 | 12 | size: octal digits, or a number of 8 bytes at its end after 0x80 |
/// | 148 | 8 | sum of all bytes, its own as blanks: octal digits |
/// | 156 | 1 | type |
/// | 257 | 6 | magic `ustar`, then NUL (POSIX) or a blank (GNU) |
/// | 345 | 155 | directory of the name (POSIX) |
///
/// @param at where it stands in the archive
record TarHeader(ByteBuffer bytes, long at) {
  static final int BYTES = 512;
  static final char LONG_NAME = 'L';
  static final char EXTENSION = 'x';
  static final char GLOBAL_EXTENSION = 'g';

  private static final char FILE = '0';
  private static final char OLD_FILE = 0;
  private static final char CONTIGUOUS_FILE = '7';
  private static final int NAME_BYTES = 100;
  private static final int SIZE_AT = 124;
  private static final int SUM_AT = 148;
  private static final int SUM_BYTES = 8;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final int DIRECTORY_AT = 345;
  private static final int DIRECTORY_BYTES = 155;

  /// Reads the block at a place.
  ///
  /// @throws MalformedDiskException if the archive ends before it does
  static TarHeader read(VirtualDisk file, long at) throws IOException {
    if (at > file.sizeBytes() - BYTES) {
      throw OvaRefusal.malformed(at, "a member, or the end of the archive", "the end of the file");
    }
    return new TarHeader(file.bytes(new ByteRange(at, BYTES)), at);
  }

  /// True for the block of zeros at the end of an archive.
  boolean isEnd() {
    return bytes.equals(ByteBuffer.allocate(BYTES));
  }

  /// Compares magic and sum.
  ///
  /// @throws MalformedDiskException if one is wrong
  void check() {
    if (!text(MAGIC_AT, 5).equals("ustar")) {
      throw OvaRefusal.malformed(at + MAGIC_AT, "a tar header", "other bytes");
    }
    long sum = 0;
    for (int i = 0; i < BYTES; i++) {
      sum += i >= SUM_AT && i < SUM_AT + SUM_BYTES ? ' ' : bytes.get(i) & 0xFF;
    }
    if (sum != octal(SUM_AT, SUM_BYTES)) {
      throw OvaRefusal.malformed(at + SUM_AT, "the sum of the header", "another one");
    }
  }

  char type() {
    return (char) (bytes.get(TYPE_AT) & 0xFF);
  }

  /// True for a regular file.
  boolean isFile() {
    return type() == FILE || type() == OLD_FILE || type() == CONTIGUOUS_FILE;
  }

  /// The name without the directory that POSIX would put before it.
  String name() {
    return text(0, NAME_BYTES);
  }

  boolean hasDirectory() {
    return bytes.get(MAGIC_AT + 5) == 0 && !text(DIRECTORY_AT, DIRECTORY_BYTES).isEmpty();
  }

  long sizeBytes() {
    if (bytes.get(SIZE_AT) == (byte) 0x80) {
      long size = bytes.getLong(SIZE_AT + 4);
      if (size < 0) {
        throw OvaRefusal.malformed(at + SIZE_AT, "a size below 2^63", size);
      }
      return size;
    }
    return octal(SIZE_AT, 12);
  }

  private long octal(int offset, int length) {
    String digits = text(offset, length).strip();
    if (!digits.matches("[0-7]{1,12}")) {
      throw OvaRefusal.malformed(at + offset, "octal digits", "other bytes");
    }
    return Long.parseLong(digits, 8);
  }

  private String text(int offset, int length) {
    return decoded(bytes.slice(offset, length), at + offset);
  }

  /// Text up to the first NUL.
  ///
  /// @param at where it stands in the archive
  static String decoded(ByteBuffer field, long at) {
    ByteBuffer text = field.duplicate();
    for (int i = text.position(); i < text.limit(); i++) {
      if (text.get(i) == 0) {
        text.limit(i);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException notUtf8) {
      throw (MalformedDiskException)
          OvaRefusal.malformed(at, "text in UTF-8", "other bytes").causedBy(notUtf8);
    }
  }
}
