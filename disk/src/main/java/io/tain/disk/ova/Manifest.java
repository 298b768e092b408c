package io.tain.disk.ova;

import io.tain.base.ByteRange;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The digests of the members: lines such as `SHA256(disk.vmdk)= 9f86…`.
///
/// @param at where the manifest stands in the archive
record Manifest(Map<String, Entry> entries, long at) {
  static final int MAX_BYTES = 256 << 10;

  private static final int STEP_BYTES = 1 << 20;
  private static final Map<String, String> ALGORITHMS =
      Map.of("SHA1", "SHA-1", "SHA256", "SHA-256", "SHA512", "SHA-512");

  /// @param algorithm as Java names it
  /// @param hex in lower case
  record Entry(String algorithm, String hex) {}

  /// Reads a manifest.
  ///
  /// @throws io.tain.disk.MalformedDiskException if a line is none, or names a file twice
  static Manifest of(ByteBuffer bytes, long at) {
    var entries = new HashMap<String, Entry>();
    String text = StandardCharsets.UTF_8.decode(bytes).toString();
    for (String line : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
      int open = line.indexOf('(');
      int equals = line.lastIndexOf('=');
      int close = line.lastIndexOf(')', equals);
      String algorithm =
          open < 0 ? null : ALGORITHMS.get(line.substring(0, open).strip().replace("-", ""));
      if (algorithm == null || close < open || !line.substring(close + 1, equals).isBlank()) {
        throw OvaRefusal.malformed(
            at, "SHA1, SHA256 or SHA512, a name and a digest", OvaRefusal.quoted(line));
      }
      String hex = line.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
      if (entries.put(line.substring(open + 1, close), new Entry(algorithm, hex)) != null) {
        throw OvaRefusal.malformed(at, "one digest of a member", OvaRefusal.quoted(line));
      }
    }
    return new Manifest(Map.copyOf(entries), at);
  }

  /// Compares the names of the members, without reading any of them.
  ///
  /// @param members all that must have a digest
  /// @throws io.tain.disk.MalformedDiskException if a digest misses, or belongs to no member
  void requireNames(List<TarMember> members) {
    var left = new HashSet<>(entries.keySet());
    for (TarMember member : members) {
      if (!left.remove(member.name())) {
        throw OvaRefusal.malformed(at, "a digest of " + OvaRefusal.quoted(member.name()), "none");
      }
    }
    if (!left.isEmpty()) {
      throw OvaRefusal.malformed(
          at, "members for all digests", "none named " + OvaRefusal.quoted(left.iterator().next()));
    }
  }

  /// Reads members and compares their digests.
  ///
  /// @param members of which each has one
  /// @throws io.tain.disk.MalformedDiskException if a digest is wrong
  void requireContent(List<TarMember> members, VirtualDisk archive) throws IOException {
    for (TarMember member : members) {
      Entry entry = Objects.requireNonNull(entries.get(member.name()));
      String found = HexFormat.of().formatHex(digest(entry.algorithm(), member, archive));
      if (!found.equals(entry.hex())) {
        throw OvaRefusal.malformed(
            member.range().offset(),
            "the digest %s of %s".formatted(OvaRefusal.quoted(entry.hex()), member.name()),
            found);
      }
    }
  }

  private static byte[] digest(String algorithm, TarMember member, VirtualDisk archive)
      throws IOException {
    MessageDigest digest = digest(algorithm);
    byte[] step = new byte[(int) Math.min(STEP_BYTES, member.range().length())];
    ByteRange range = member.range();
    for (long at = range.offset(); at < range.end(); at += step.length) {
      int length = (int) Math.min(step.length, range.end() - at);
      archive.read(at, ByteBuffer.wrap(step, 0, length));
      digest.update(step, 0, length);
    }
    return digest.digest();
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
