package io.tain.fs.fat;

import io.tain.fs.FileEntry;
import io.tain.fs.FileKind;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/// A short entry of a directory.
///
/// | byte | | byte | |
/// |---|---|---|---|
/// | 0 | name, extension | 22 | time |
/// | 11 | attributes | 24 | date |
/// | 12 | which letters are in lower case | 26 | first cluster, low |
/// | 20 | first cluster, high | 28 | size |
///
/// @param bytes 32, little-endian
/// @param offset where they lie on the disk: what this reader calls the file's inode
record FatEntry(ByteBuffer bytes, long offset) {
  static final int ATTRIBUTE_LABEL = 0x08;

  private static final int ATTRIBUTE_READ_ONLY = 0x01;
  private static final int ATTRIBUTE_DIRECTORY = 0x10;
  private static final int LOWER_NAME = 0x08;
  private static final int LOWER_EXTENSION = 0x10;
  private static final Instant FIRST_OF_CALENDAR = Instant.parse("1980-01-01T00:00:00Z");

  int attribute() {
    return bytes.get(11) & 0xFF;
  }

  boolean isLongName() {
    return (attribute() & 0x3F) == FatNames.ATTRIBUTE_LONG_NAME;
  }

  boolean isLabel() {
    return !isLongName() && (attribute() & ATTRIBUTE_LABEL) != 0;
  }

  boolean isDirectory() {
    return (attribute() & ATTRIBUTE_DIRECTORY) != 0;
  }

  byte[] rawName() {
    byte[] name = new byte[11];
    bytes.get(0, name);
    return name;
  }

  /// The label that an entry of the volume carries.
  String label() {
    return charset().decode(bytes.slice(0, 11)).toString().stripTrailing();
  }

  String shortName() {
    byte[] raw = rawName();
    raw[0] = raw[0] == 0x05 ? (byte) 0xE5 : raw[0];
    String stem = part(raw, 0, 8, LOWER_NAME);
    String extension = part(raw, 8, 3, LOWER_EXTENSION);
    return extension.isEmpty() ? stem : stem + "." + extension;
  }

  long firstCluster(boolean isFat32) {
    int low = bytes.getShort(26) & 0xFFFF;
    return isFat32 ? low | (bytes.getShort(20) & 0xFFFFL) << 16 : low;
  }

  long sizeBytes() {
    return isDirectory() ? 0 : Integer.toUnsignedLong(bytes.getInt(28));
  }

  /// The entry as Linux shows it to root: FAT has neither owners nor permissions.
  FileEntry toFileEntry(String path) {
    boolean isReadOnly = (attribute() & ATTRIBUTE_READ_ONLY) != 0;
    int mode = isDirectory() ? 0755 : 0644;
    return new FileEntry(
        path,
        isDirectory() ? FileKind.DIRECTORY : FileKind.FILE,
        offset,
        sizeBytes(),
        new FileEntry.Attributes(isReadOnly ? mode & 0555 : mode, 0, 0, 1, modifiedAt()));
  }

  /// FAT keeps local time and no zone; it is taken as UTC.
  private Instant modifiedAt() {
    int time = bytes.getShort(22) & 0xFFFF;
    int date = bytes.getShort(24) & 0xFFFF;
    try {
      return LocalDateTime.of(
              1980 + (date >> 9),
              date >> 5 & 15,
              date & 31,
              time >> 11,
              time >> 5 & 63,
              (time & 31) * 2)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException notSet) {
      return FIRST_OF_CALENDAR;
    }
  }

  private String part(byte[] raw, int start, int length, int lowerFlag) {
    String part = new String(raw, start, length, charset()).stripTrailing();
    return (bytes.get(12) & lowerFlag) != 0 ? part.toLowerCase(Locale.ROOT) : part;
  }

  /// Code page 437, which Linux assumes; a runtime without it shows Latin-1.
  private static Charset charset() {
    return Charset.forName("IBM437", StandardCharsets.ISO_8859_1);
  }
}
