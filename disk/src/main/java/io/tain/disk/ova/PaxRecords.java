package io.tain.disk.ova;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/// What an extended header of pax says about the member after it: records `LENGTH KEY=VALUE\n`, the
/// length counting all of its bytes.
record PaxRecords(Optional<String> path, OptionalLong sizeBytes) {
  private static final int MAX_LENGTH_DIGITS = 6;

  /// Reads the records.
  ///
  /// @param at where the extended header stands
  /// @throws io.tain.disk.UnsafeDiskException if they make the member a link or a sparse file
  /// @throws io.tain.disk.MalformedDiskException if they are damaged
  static PaxRecords of(ByteBuffer bytes, long at) {
    var records = new PaxRecords(Optional.empty(), OptionalLong.empty());
    while (bytes.hasRemaining()) {
      records = records.with(next(bytes, at), at);
    }
    return records;
  }

  private PaxRecords with(String record, long at) {
    int equals = record.indexOf('=');
    if (equals <= 0) {
      throw damaged(at);
    }
    String key = record.substring(0, equals);
    String value = record.substring(equals + 1);
    if (key.equals("linkpath") || key.startsWith("GNU.sparse.")) {
      throw OvaRefusal.unsafe(at, "a member that is no regular file");
    }
    return switch (key) {
      case "path" -> new PaxRecords(Optional.of(value), sizeBytes);
      case "size" -> {
        if (!value.matches("[0-9]{1,18}")) {
          throw damaged(at);
        }
        yield new PaxRecords(path, OptionalLong.of(Long.parseLong(value)));
      }
      default -> this;
    };
  }

  private static String next(ByteBuffer bytes, long at) {
    int start = bytes.position();
    var digits = new StringBuilder();
    while (bytes.hasRemaining() && digits.length() <= MAX_LENGTH_DIGITS) {
      byte digit = bytes.get();
      if (digit == ' ') {
        break;
      }
      digits.append(US_ASCII.decode(ByteBuffer.wrap(new byte[] {digit})));
    }
    if (!digits.toString().matches("[0-9]{1,6}")) {
      throw damaged(at);
    }
    int end = start + Integer.parseInt(digits.toString());
    if (end <= bytes.position() || end > bytes.limit() || bytes.get(end - 1) != '\n') {
      throw damaged(at);
    }
    String record =
        TarHeader.decoded(bytes.slice(bytes.position(), end - 1 - bytes.position()), at);
    bytes.position(end);
    return record;
  }

  private static RuntimeException damaged(long at) {
    return OvaRefusal.malformed(at, "an extended header", "other bytes");
  }
}
