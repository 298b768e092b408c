package io.tain.disk.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.base.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.zip.CRC32C;

/// Gives a disk an id while it is written: equal disks get equal ones.
///
/// It tells disks apart and proves nothing: made of checksums, it costs a fraction of a digest. For
/// one thread at a time.
public final class ContentName {
  private final MessageDigest digest = sha256();
  private final ByteBuffer entry = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);

  /// A name in the realm of a format, for a disk of so many bytes.
  public ContentName(String realm, long sizeBytes) {
    digest.update(realm.getBytes(UTF_8));
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sizeBytes));
  }

  /// The id of a disk whose digest is known.
  public static UUID of(Digest content) {
    return id(content.bytes());
  }

  /// Takes a piece of the disk, from position to limit, which stay as they are.
  ///
  /// @param offset in the disk; the pieces come in ascending order and are cut at fixed places
  public void add(long offset, ByteBuffer data) {
    var sum = new CRC32C();
    sum.update(data.duplicate());
    entry.clear().putLong(offset).putInt((int) sum.getValue());
    digest.update(entry.flip());
  }

  /// The id: a UUID of version 8 (RFC 9562).
  public UUID id() {
    return id(digest.digest());
  }

  private static UUID id(byte[] digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    long high = (bytes.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
    long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
