package io.tain.store.format;

import io.tain.base.DurableFiles;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.store.DamagedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/// The features that a store uses.
///
/// @param needs the first Tain that can read and write it
public record StoreFormat(
    String writtenBy, String needs, long compatible, long readOnlyCompatible, long incompatible) {
  /// What a new store has: no feature beyond version 1.
  public static final StoreFormat CURRENT = new StoreFormat("0.1.0", "0.1.0", 0, 0, 0);

  /// The bit of `incompatible` that says that packs may hold delta frames.
  public static final long DELTA_FRAMES = 1;

  private static final long KNOWN_INCOMPATIBLE = DELTA_FRAMES;

  private static final String FILE = "format";
  private static final String FIRST_LINE = "tain-store 1";
  private static final int MAX_BYTES = 4096;
  private static final List<String> KEYS =
      List.of("written-by", "needs", "compatible", "read-only-compatible", "incompatible");

  /// Writes the file of a new store, or checks that of an old one for writing.
  ///
  /// @throws TainException `store.format-newer` if this Tain must not write the store,
  ///     `store.damaged` if the file is not what docs/FORMAT.md says
  public static StoreFormat createOrCheck(Path store, DurableFiles files) throws IOException {
    Path file = store.resolve(FILE);
    if (!Files.exists(file)) {
      files.write(file, CURRENT.encode());
      return CURRENT;
    }
    StoreFormat found = checkReadable(store);
    found.refuse(file, "read-only-compatible", found.readOnlyCompatible);
    return found;
  }

  /// Checks that this Tain can read a store; one without the file holds nothing yet.
  ///
  /// @throws TainException as `createOrCheck`
  public static StoreFormat checkReadable(Path store) throws IOException {
    Path file = store.resolve(FILE);
    if (!Files.exists(file)) {
      return CURRENT;
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new DamagedException(file.toString(), MAX_BYTES, "at most 4096 bytes", size);
    }
    StoreFormat found = decode(file, Files.readAllBytes(file));
    found.refuse(file, "incompatible", found.incompatible & ~KNOWN_INCOMPATIBLE);
    return found;
  }

  /// Writes that packs may hold delta frames, durably, unless that stands there.
  ///
  /// @return what stands there now
  public StoreFormat withDeltaFrames(Path store, DurableFiles files) throws IOException {
    if ((incompatible & DELTA_FRAMES) != 0) {
      return this;
    }
    var format =
        new StoreFormat(
            writtenBy, needs, compatible, readOnlyCompatible, incompatible | DELTA_FRAMES);
    files.write(store.resolve(FILE), format.encode());
    return format;
  }

  /// The bytes of the file.
  public byte[] encode() {
    String body =
        "%s\nwritten-by %s\nneeds %s\n%s%s%s"
            .formatted(
                FIRST_LINE,
                writtenBy,
                needs,
                bits("compatible", compatible),
                bits("read-only-compatible", readOnlyCompatible),
                bits("incompatible", incompatible));
    return (body + "crc32c 0x%08x\n".formatted(crc(body))).getBytes(StandardCharsets.UTF_8);
  }

  static StoreFormat decode(Path file, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int crcAt = text.lastIndexOf("crc32c 0x");
    String body = crcAt < 0 ? "" : text.substring(0, crcAt);
    String expected = "crc32c 0x%08x\n".formatted(crc(body));
    if (crcAt < 0 || !text.substring(crcAt).equals(expected)) {
      throw new DamagedException(file.toString(), Math.max(0, crcAt), expected.strip(), "other");
    }
    List<String> lines = body.lines().toList();
    if (lines.size() < KEYS.size() + 1) {
      throw new DamagedException(file.toString(), 0, "6 lines", lines.size());
    }
    String needs = value(file, lines, 1);
    if (!lines.getFirst().equals(FIRST_LINE)) {
      throw newer(file, lines.getFirst(), needs);
    }
    return new StoreFormat(
        value(file, lines, 0),
        needs,
        number(file, lines, 2),
        number(file, lines, 3),
        number(file, lines, 4));
  }

  private void refuse(Path file, String kind, long bits) {
    if (bits != 0) {
      throw newer(file, kind + " bit " + Long.numberOfTrailingZeros(bits), needs);
    }
  }

  private static TainException newer(Path file, String feature, String needs) {
    return TainException.of(
        ErrorCode.STORE_FORMAT_NEWER, "path", file, "feature", feature, "version", needs);
  }

  private static String bits(String key, long bits) {
    return "%s 0x%016x\n".formatted(key, bits);
  }

  private static String value(Path file, List<String> lines, int key) {
    String line = lines.get(key + 1);
    String start = KEYS.get(key) + " ";
    if (!line.startsWith(start)) {
      throw new DamagedException(file.toString(), 0, start, line);
    }
    return line.substring(start.length());
  }

  private static long number(Path file, List<String> lines, int key) {
    String value = value(file, lines, key);
    if (!value.matches("0x[0-9a-f]{16}")) {
      throw new DamagedException(file.toString(), 0, "16 hexadecimal digits", value);
    }
    return Long.parseUnsignedLong(value.substring(2), 16);
  }

  private static int crc(String body) {
    var crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
    return (int) crc.getValue();
  }
}
