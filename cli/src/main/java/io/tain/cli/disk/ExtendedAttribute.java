package io.tain.cli.disk;

import io.tain.cli.output.Visible;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// An extended attribute of a file inside a disk, as programs read it.
///
/// @param name in full and escaped as a path, such as `user.origin`
/// @param valueBase64 as the kernel answers it to root
public record ExtendedAttribute(String name, String valueBase64) {
  static List<ExtendedAttribute> of(SortedMap<String, byte[]> attributes) {
    return attributes.entrySet().stream().map(ExtendedAttribute::of).toList();
  }

  private static ExtendedAttribute of(Map.Entry<String, byte[]> attribute) {
    String value = Base64.getEncoder().encodeToString(attribute.getValue());
    return new ExtendedAttribute(attribute.getKey(), value);
  }

  /// In the form of `getfattr`: `NAME="TEXT"`, or `NAME=0x…` for bytes that are no plain text.
  String shown() {
    byte[] value = Base64.getDecoder().decode(valueBase64);
    return name + "=" + shown(value);
  }

  private static String shown(byte[] value) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      if (Visible.text(text).equals(text)) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      }
    } catch (CharacterCodingException bytes) {
      // Shown as such.
    }
    return "0x" + HexFormat.of().formatHex(value);
  }
}
