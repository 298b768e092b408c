package io.tain.catalog;

import io.tain.base.Digest;
import io.tain.base.ImageName;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import io.tain.base.VersionLabel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Versions for tests, each told apart by a number.
public final class TestVersions {
  /// When every one of them was made.
  public static final Instant NOW = Instant.parse("2026-11-21T09:30:00.123456789Z");

  /// The profile of images that nobody approves.
  public static final ImageProfile PROFILE =
      ImageProfile.of(Architecture.X86_64).withOs("debian-12");

  private TestVersions() {}

  /// An image of the default tenant.
  public static ImageKey image(String name) {
    return new ImageKey(TenantId.DEFAULT, new ImageName(name));
  }

  /// The id of version `number`.
  public static VersionId id(long number) {
    return new VersionId(new UUID(0x1111_2222_3333_4444L + (number << 32), number));
  }

  /// An imported version with one disk.
  public static NewVersion imported(ImageKey image, String label, VersionId id) {
    return new NewVersion(
        facts(image, label, id, new Origin.Imported(List.of()), Map.of()), PROFILE);
  }

  /// The same with any origin and properties.
  public static VersionFacts facts(
      ImageKey image, String label, VersionId id, Origin origin, Map<String, String> properties) {
    return new VersionFacts(
        id,
        image,
        new VersionLabel(label),
        new Target(Architecture.X86_64, Firmware.UEFI),
        NOW,
        Duration.ofMillis(1_234),
        content(id),
        origin,
        properties);
  }

  /// A digest that begins with the id's bytes.
  public static Digest digest(VersionId id) {
    byte[] bytes = new byte[32];
    ByteBuffer.wrap(bytes)
        .putLong(id.value().getMostSignificantBits())
        .putLong(id.value().getLeastSignificantBits());
    return Digest.sha256(bytes);
  }

  private static Content content(VersionId id) {
    var disk =
        new Artefact(
            ArtefactKind.DISK,
            0,
            Optional.of("root"),
            digest(id),
            3L << 30,
            "application/vnd.tain.disk",
            "manifest/" + id);
    return new Content(
        digest(id), new Sizes(3L << 30, 520L << 20, 9L << 20, 4L << 20), List.of(disk));
  }
}
