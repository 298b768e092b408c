package io.tain.store.manifest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the fields of one object.
final class ObjectWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ObjectWriter number16(int number) {
    out.write(number >>> 8);
    out.write(number);
    return this;
  }

  ObjectWriter number32(int number) {
    return number16(number >>> 16).number16(number);
  }

  ObjectWriter number64(long number) {
    return number32((int) (number >>> 32)).number32((int) number);
  }

  ObjectWriter varint(long number) {
    long rest = number;
    while (rest >>> 7 != 0) {
      out.write(((int) rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  ObjectWriter bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  ObjectWriter text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return varint(bytes.length).bytes(bytes);
  }

  int sizeBytes() {
    return out.size();
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
