package io.tain.disk.registry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Changes a file at random, more often where headers and tables stand.
final class Mutation {
  private static final List<String> XML_WORDS =
      List.of(
          "../",
          "https://example.org/d.vmdk",
          "<!DOCTYPE a [<!ENTITY b \"c\">]>",
          "&b;",
          "&amp;",
          "<a>",
          "</Envelope>",
          " ovf:size=\"1\"",
          " ovf:size=\"x\"",
          " ovf:parentRef=\"f\"",
          " ovf:chunkSize=\"9\"",
          " ovf:compression=\"identity\"",
          " ovf:compression=\"gzip\"",
          " ovf:capacityAllocationUnits=\"byte * 2^99\"",
          "<File ovf:id=\"f\" ovf:href=\"d.vmdk\"/>");
  private static final List<String> WORDS =
      List.of(
          "../",
          "/",
          "\\",
          "\"",
          "=",
          "(",
          ")",
          "\n",
          " ",
          "-1",
          "99999999999999999999",
          "1.5",
          ".",
          "{",
          "}",
          "[",
          "]",
          "#",
          "a { b { c { d { e { f { g { h { i {",
          "size=1\n",
          "size=x\n",
          "path=.\n",
          "path=..\n",
          "path=./d.vmdk\n",
          "linkpath=a\n",
          "GNU.sparse.",
          "flags = [\"MISSING\"]\n",
          "type = \"linear\"\n",
          "extent_count = \"1\"\n",
          "parentCID=1\n",
          "x=\"1\"\n",
          "x=" + "y".repeat(120) + "\n");
  private static final long[] VALUES = {
    0,
    1,
    2,
    3,
    4,
    5,
    8,
    9,
    15,
    21,
    22,
    63,
    64,
    127,
    128,
    133,
    255,
    511,
    512,
    513,
    4096,
    16_384,
    65_535,
    65_536,
    1 << 20,
    Integer.MAX_VALUE,
    0xFFFF_FFFFL,
    1L << 40,
    1L << 55,
    1L << 62,
    Long.MIN_VALUE,
    Long.MAX_VALUE,
    -1,
    // Names that leave the first level of an archive, and that of no file.
    0x2E00_0000_0000_0000L,
    0x2E2E_0000_0000_0000L,
    0x2E2F_6100_0000_0000L,
    0x2F61_0000_0000_0000L,
    // Extensions of a header of qcow2: another file for the data, and encryption.
    0x4441_5441L,
    0x0537_BE77L
  };

  /// Signatures, which make a file one of two formats.
  private static final List<String> SIGNATURES =
      List.of("QFI\u00FB", "KDMV", "conectix", "vhdxfile", "LUKS\u00BA\u00BE", "CD001");

  private static final int OPTICAL_AT = 0x8001;

  /// A part of a file.
  ///
  /// @param offset from the end when it is negative
  record Place(long offset, long length) {}

  private final Random random;
  private final List<Place> tables;

  Mutation(Random random) {
    this(random, List.of());
  }

  /// @param tables where it changes most; without any, near the beginning
  Mutation(Random random, List<Place> tables) {
    this.random = random;
    this.tables = tables;
  }

  byte[] of(byte[] input) {
    byte[] changed = input.clone();
    for (int i = 1 + random.nextInt(4); i > 0 && changed.length > 16; i--) {
      changed = once(changed);
    }
    return changed;
  }

  /// Damages a text as one who writes another text would.
  byte[] ofText(byte[] input) {
    var text = new StringBuilder(new String(input, StandardCharsets.ISO_8859_1));
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      changeText(text);
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void changeText(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    // What a format separates by blanks and lines more often stays what it was.
    int word = text.indexOf(random.nextBoolean() ? " " : "\n", at);
    at = word >= 0 && random.nextBoolean() ? word + random.nextInt(2) : at;
    int end = Math.min(text.length(), at + 1 + random.nextInt(12));
    String part = text.substring(at, end);
    switch (random.nextInt(8)) {
      case 4, 5 -> changeNumber(text, at);
      case 0 ->
          text.replace(at, Math.min(at + 1, end), String.valueOf((char) (32 + random.nextInt(95))));
      case 1 -> text.delete(at, end);
      case 2 -> text.insert(at, part);
      case 3 -> text.insert(random.nextInt(text.length() + 1), part);
      default -> {
        List<String> words = text.indexOf("<") == 0 ? XML_WORDS : WORDS;
        text.insert(at, words.get(random.nextInt(words.size())));
      }
    }
  }

  private void changeNumber(StringBuilder text, int from) {
    int at = from;
    while (at < text.length() && !Character.isDigit(text.charAt(at))) {
      at++;
    }
    int end = at;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    text.replace(at, end, String.valueOf(VALUES[random.nextInt(VALUES.length)]));
  }

  private byte[] once(byte[] input) {
    int at = place(input.length);
    switch (random.nextInt(11)) {
      case 0 -> input[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> input[at] = (byte) random.nextInt();
      case 2, 3 -> putValue(input, at, VALUES[random.nextInt(VALUES.length)]);
      case 4 -> putValue(input, at, random.nextInt(input.length) & -512L);
      case 5 -> putValue(input, at, input.length + random.nextInt(3) - 1L);
      case 6 -> System.arraycopy(input, place(input.length), input, at, 8);
      case 7 -> {
        return Arrays.copyOf(
            input,
            random.nextBoolean()
                ? random.nextInt(input.length)
                : input.length >> random.nextInt(24));
      }
      case 8, 9 -> {
        return random.nextInt(10) == 0 ? signed(input) : counted(input, at);
      }
      default -> {
        return Arrays.copyOf(input, input.length + random.nextInt(5000));
      }
    }
    return input;
  }

  private byte[] signed(byte[] input) {
    byte[] signature =
        SIGNATURES.get(random.nextInt(SIGNATURES.size())).getBytes(StandardCharsets.ISO_8859_1);
    int at = signature.length == 5 ? OPTICAL_AT : 0;
    if (at + signature.length <= input.length) {
      System.arraycopy(signature, 0, input, at, signature.length);
    }
    return input;
  }

  /// A number that is a little more or less.
  private byte[] counted(byte[] input, int at) {
    ByteBuffer bytes =
        ByteBuffer.wrap(input)
            .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return bytes.putInt(at, bytes.getInt(at) + random.nextInt(9) - 4).array();
  }

  private int place(int length) {
    int last = length - 8;
    if (!tables.isEmpty() && random.nextInt(8) > 0) {
      Place table = tables.get(random.nextInt(tables.size()));
      long at = table.offset() < 0 ? length + table.offset() : table.offset();
      return Math.clamp(at + (random.nextLong(table.length()) & -4), 0, last);
    }
    int place =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(Math.min(last, 120)) & -4;
          case 1 -> random.nextInt(Math.min(last, 1024));
          case 2 -> random.nextInt(last) & -8;
          default -> (random.nextInt(last) & -512) | random.nextInt(8) * 8;
        };
    return Math.min(place, last);
  }

  private void putValue(byte[] input, int place, long value) {
    int at = Math.min(place, input.length - 8);
    ByteBuffer bytes =
        ByteBuffer.wrap(input)
            .order(random.nextInt(4) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    switch (random.nextInt(8)) {
      case 0 -> bytes.put(at, (byte) value);
      case 1 -> bytes.putShort(at, (short) value);
      case 2, 3, 4 -> bytes.putInt(at, (int) value);
      default -> bytes.putLong(at, value);
    }
  }
}
