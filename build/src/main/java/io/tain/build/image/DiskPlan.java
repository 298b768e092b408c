package io.tain.build.image;

import io.tain.base.ByteRange;
import io.tain.base.ImageName;
import io.tain.build.Recipe.DiskShape;
import io.tain.disk.Partition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/// Where the partitions of an image lie, and what identifies them.
///
/// Identities come from the image's name alone: the versions of an image then differ in what they
/// hold and in nothing else. (A checksum of ext4 metadata covers the file system's UUID.)
///
/// | from | to | content |
/// |---|---|---|
/// | 1 MiB | 273 MiB | EFI system partition: FAT32 of 4 KiB clusters |
/// | 273 MiB | 1 MiB before the end | root: ext4 |
public record DiskPlan(ImageName image, DiskShape shape) {
  private static final long MIB = 1 << 20;
  private static final long ESP_MIB = 272;
  private static final String ESP_TYPE = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";
  private static final String ROOT_TYPE = "4f68bce3-e8cd-4db1-96e7-fbcaf984b709";

  /// The EFI system partition, in bytes.
  public ByteRange esp() {
    return new ByteRange(MIB, ESP_MIB * MIB);
  }

  /// The root partition, in bytes.
  public ByteRange root() {
    return ByteRange.between(esp().end(), shape.sizeBytes() - MIB);
  }

  /// The identity of one part of the disk.
  public UUID id(String part) {
    try {
      byte[] text = ("tain " + image + " " + part).getBytes(StandardCharsets.UTF_8);
      ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text));
      long high = (hash.getLong() & ~0xF000L) | 0x8000L;
      long low = (hash.getLong() & ~(3L << 62)) | (1L << 63);
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The volume id of the EFI system partition's file system.
  public int espVolumeId() {
    return (int) id("esp volume").getMostSignificantBits();
  }

  /// The entries of the partition table.
  public List<Partition> partitions() {
    return List.of(
        new Partition(1, esp(), ESP_TYPE, id("esp").toString(), "esp"),
        new Partition(2, root(), ROOT_TYPE, id("root").toString(), "root"));
  }
}
