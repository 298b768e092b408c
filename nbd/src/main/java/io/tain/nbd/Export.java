package io.tain.nbd;

import io.tain.disk.VirtualDisk;
import java.nio.charset.StandardCharsets;

/// A disk under the name that a client asks for; it can be read and never written.
///
/// @param name what the client names, at most 4096 bytes of UTF-8; the empty name is the default
/// @param disk stays the caller's, who closes it after the export was removed
/// @param description for people, at most 4096 bytes of UTF-8, may be empty
public record Export(String name, VirtualDisk disk, String description) {
  /// The longest string of the protocol, in bytes.
  public static final int MAX_STRING_BYTES = 4096;

  public Export {
    requireShort(name);
    requireShort(description);
  }

  private static void requireShort(String text) {
    int lengthBytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (lengthBytes > MAX_STRING_BYTES) {
      throw new IllegalArgumentException("string of " + lengthBytes + " bytes");
    }
  }
}
