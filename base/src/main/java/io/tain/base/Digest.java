package io.tain.base;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/// A cryptographic hash with its algorithm, written `sha256:<hex>`.
///
/// The content digest of a disk is its fs-verity digest, which is a `SHA256` digest.
public final class Digest {
  private final Algorithm algorithm;
  private final byte[] bytes;

  /// A digest of these bytes.
  ///
  /// @param bytes exactly as many as the algorithm gives; copied
  public Digest(Algorithm algorithm, byte[] bytes) {
    if (bytes.length != algorithm.sizeBytes()) {
      throw new IllegalArgumentException(algorithm + " has " + algorithm.sizeBytes() + " bytes");
    }
    this.algorithm = algorithm;
    this.bytes = bytes.clone();
  }

  /// A SHA-256 digest of these 32 bytes.
  public static Digest sha256(byte[] bytes) {
    return new Digest(Algorithm.SHA256, bytes);
  }

  /// The digest that a text names.
  ///
  /// @throws TainException `digest.malformed` unless the text is `<algorithm>:<lower-case hex>`
  public static Digest parse(String text) {
    for (var algorithm : Algorithm.values()) {
      String hex = hexAfter(algorithm, text);
      if (hex.length() == 2 * algorithm.sizeBytes() && hex.matches("[0-9a-f]+")) {
        return new Digest(algorithm, HexFormat.of().parseHex(hex));
      }
    }
    throw TainException.of(ErrorCode.DIGEST_MALFORMED, "found", text);
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  /// A copy of the hash's bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The hash alone, in lower-case hexadecimal.
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that
        && algorithm == that.algorithm
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return algorithm.prefix() + hex();
  }

  private static String hexAfter(Algorithm algorithm, String text) {
    return text.startsWith(algorithm.prefix()) ? text.substring(algorithm.prefix().length()) : "";
  }

  /// The algorithms that interfaces ask for.
  public enum Algorithm {
    SHA256(32, "SHA-256"),
    SHA512(64, "SHA-512"),
    MD5(16, "MD5");

    private final int sizeBytes;
    private final String javaName;

    Algorithm(int sizeBytes, String javaName) {
      this.sizeBytes = sizeBytes;
      this.javaName = javaName;
    }

    public int sizeBytes() {
      return sizeBytes;
    }

    /// The name that `java.security.MessageDigest` knows it by.
    public String javaName() {
      return javaName;
    }

    private String prefix() {
      return name().toLowerCase(Locale.ROOT) + ":";
    }
  }
}
