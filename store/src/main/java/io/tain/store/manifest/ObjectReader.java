package io.tain.store.manifest;

import io.tain.store.DamagedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads the fields of one object, and finds it damaged where they cannot be.
///
/// For one thread.
final class ObjectReader {
  private final String object;
  private final ByteBuffer bytes;

  ObjectReader(String object, byte[] bytes) {
    this.object = object;
    this.bytes = ByteBuffer.wrap(bytes);
  }

  void magic(int magic) {
    int found = bytes.remaining() < 4 ? 0 : bytes.getInt();
    require("magic " + Integer.toHexString(magic), Integer.toHexString(found), found == magic);
  }

  void versionAndFlags() {
    int version = number16();
    require("version 1", version, version == 1);
    zero16();
  }

  void zero16() {
    int flags = number16();
    require("flags 0", flags, flags == 0);
  }

  int number16() {
    need(2);
    return bytes.getShort() & 0xffff;
  }

  /// A number of 32 bits between 0 and `max`.
  int number32(String what, int max) {
    need(4);
    int number = bytes.getInt();
    require(what + " up to " + max, number, number >= 0 && number <= max);
    return number;
  }

  /// A number of 64 bits that is not negative.
  long number64(String what) {
    need(8);
    long number = bytes.getLong();
    require(what, number, number >= 0);
    return number;
  }

  /// Eight bytes that are no number.
  long word() {
    need(8);
    return bytes.getLong();
  }

  byte[] bytes(int count) {
    need(count);
    byte[] taken = new byte[count];
    bytes.get(taken);
    return taken;
  }

  /// A varint between 0 and `max`.
  long varint(String what, long max) {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      need(1);
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        require("shortest form", next, next != 0 || shift == 0);
        require(what + " up to " + max, value, value <= max);
        return value;
      }
    }
    throw damaged("a varint of 63 bits", "a longer one");
  }

  String text(int maxBytes) {
    byte[] text = bytes((int) varint("length", maxBytes));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      throw (DamagedException) damaged("UTF-8", "other bytes").causedBy(e);
    }
  }

  int position() {
    return bytes.position();
  }

  int remaining() {
    return bytes.remaining();
  }

  void end() {
    require("the end", bytes.remaining() + " more bytes", !bytes.hasRemaining());
  }

  void need(long count) {
    require(count + " more bytes", bytes.remaining(), bytes.remaining() >= count);
  }

  void require(String expected, Object found, boolean holds) {
    if (!holds) {
      throw damaged(expected, found);
    }
  }

  private DamagedException damaged(String expected, Object found) {
    return new DamagedException(object, bytes.position(), expected, found);
  }
}
