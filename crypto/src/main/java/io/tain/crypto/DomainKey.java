package io.tain.crypto;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ArrayBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret of one domain, under which its chunks have ids that nobody else can compute.
///
/// Safe for concurrent use.
public final class DomainKey {
  /// The length of a key and of an id, in bytes.
  public static final int SIZE_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  /// More threads than this at once make a Mac of their own, which costs microseconds.
  private static final int POOLED_MACS = 32;

  private final Domain domain;
  private final SecretKeySpec key;
  private final ArrayBlockingQueue<Mac> idle = new ArrayBlockingQueue<>(POOLED_MACS);

  /// The key of a domain.
  ///
  /// @param bytes exactly 32, unguessable; copied
  public DomainKey(Domain domain, byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("a domain key has 32 bytes, not " + bytes.length);
    }
    this.domain = domain;
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  public Domain domain() {
    return domain;
  }

  /// HMAC-SHA-256 of a hash under this key.
  ///
  /// @return 32 bytes
  public byte[] idOf(byte[] hash) {
    Mac mac = idle.poll();
    if (mac == null) {
      mac = newMac();
    }
    byte[] id = mac.doFinal(hash);
    idle.offer(mac);
    return id;
  }

  @Override
  public String toString() {
    return "key of " + domain;
  }

  private Mac newMac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
