package io.tain.fs.fat;

import io.tain.fs.FileEntry;
import io.tain.fs.FileKind;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/// A short entry of a directory.
///
/// | byte | | byte | |
/// |---|---|---|---|
/// | 0 | name, extension | 18 | date of the last access |
/// | 11 | attributes | 20 | first cluster, high |
/// | 12 | which letters are in lower case | 22, 24 | time and date of the last write |
/// | 13 | 10 ms of the creation | 26 | first cluster, low |
/// | 14, 16 | time and date of the creation | 28 | size |
///
/// @param bytes 32, little-endian
/// @param offset where they lie on the disk: what this reader calls the file's inode
record FatEntry(ByteBuffer bytes, long offset) {
  static final int ATTRIBUTE_LABEL = 0x08;

  private static final int FIRST_CLUSTER = 26;

  private static final int ATTRIBUTE_READ_ONLY = 0x01;
  private static final int ATTRIBUTE_DIRECTORY = 0x10;
  private static final int LOWER_NAME = 0x08;
  private static final int LOWER_EXTENSION = 0x10;
  private static final Instant FIRST_OF_CALENDAR = Instant.parse("1980-01-01T00:00:00Z");

  int attribute() {
    return bytes.get(11) & 0xFF;
  }

  boolean isLongName() {
    return (attribute() & 0x3F) == LongName.ATTRIBUTE_LONG_NAME;
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

  FatTable.Link firstCluster(boolean isFat32) {
    int low = bytes.getShort(FIRST_CLUSTER) & 0xFFFF;
    long cluster = isFat32 ? low | (bytes.getShort(20) & 0xFFFFL) << 16 : low;
    return new FatTable.Link(cluster, offset + FIRST_CLUSTER);
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
        new FileEntry.Attributes(
            isReadOnly ? mode & 0555 : mode, 0, 0, 1, times(), Optional.empty()));
  }

  /// FAT keeps local time and no zone; it is taken as UTC. Attributes change with the content.
  private FileEntry.Times times() {
    Instant modifiedAt = time(24, 22).orElse(FIRST_OF_CALENDAR);
    Optional<Instant> createdAt = time(16, 14).map(time -> time.plusMillis(tenMilliseconds()));
    Instant accessedAt = date(18).map(date -> instant(date, 0)).orElse(modifiedAt);
    return new FileEntry.Times(modifiedAt, modifiedAt, accessedAt, createdAt);
  }

  private long tenMilliseconds() {
    return Math.min(199, bytes.get(13) & 0xFF) * 10L;
  }

  private Optional<Instant> time(int dateOffset, int timeOffset) {
    int time = bytes.getShort(timeOffset) & 0xFFFF;
    boolean isTime = time >> 11 < 24 && (time >> 5 & 63) < 60 && (time & 31) < 30;
    return isTime ? date(dateOffset).map(date -> instant(date, time)) : Optional.empty();
  }

  private Optional<LocalDate> date(int offset) {
    int date = bytes.getShort(offset) & 0xFFFF;
    try {
      return Optional.of(LocalDate.of(1980 + (date >> 9), date >> 5 & 15, date & 31));
    } catch (DateTimeException notSet) {
      return Optional.empty();
    }
  }

  private static Instant instant(LocalDate date, int time) {
    return date.atTime(time >> 11, time >> 5 & 63, (time & 31) * 2).toInstant(ZoneOffset.UTC);
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
