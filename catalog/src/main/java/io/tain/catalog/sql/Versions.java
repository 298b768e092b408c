package io.tain.catalog.sql;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import io.tain.catalog.ImageKey;
import io.tain.catalog.Version;
import io.tain.db.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The versions that are asked for.
final class Versions {
  private static final String OF_IMAGE =
      "tenant = :tenant and image = :image and hidden_at is null";
  private static final String NEWEST_FIRST = " order by ordinal desc";

  private Versions() {}

  /// The versions of an image that are not hidden, the newest first.
  static List<Version> visible(Transaction tx, ImageKey image) {
    return ofImage(tx, image, "", "");
  }

  /// The versions of an image that are called so.
  static List<Version> labelled(Transaction tx, ImageKey image, String label) {
    return ofImage(tx, image, " and label = :text", label);
  }

  /// At most two versions of an image whose ids begin so.
  static List<Version> beginning(Transaction tx, ImageKey image, String prefix) {
    return ofImage(tx, image, " and substr(id, 1, length(:text)) = :text", prefix);
  }

  /// The version with this id, hidden or not.
  static Optional<Version> find(Transaction tx, TenantId tenant, VersionId id) {
    return VersionRows.where(
            tx,
            "tenant = :tenant and id = :id",
            statement -> statement.bind("tenant", tenant).bind("id", id))
        .stream()
        .findFirst();
  }

  /// The newest version of each image of a tenant.
  static List<Version> newest(Transaction tx, TenantId tenant) {
    return VersionRows.where(
        tx,
        """
        tenant = :tenant and hidden_at is null
          and ordinal = (select max(ordinal) from version same
            where same.tenant = version.tenant and same.image = version.image
              and same.hidden_at is null)
        """,
        statement -> statement.bind("tenant", tenant));
  }

  /// How many versions each image of a tenant shows, by image.
  static Map<String, Integer> counts(Transaction tx, TenantId tenant) {
    var counts = new HashMap<String, Integer>();
    tx.sql(
            """
            select image, count(*) as versions from version
            where tenant = :tenant and hidden_at is null group by image
            """)
        .bind("tenant", tenant)
        .forEach(row -> counts.put(row.text("image"), row.smallNumber("versions")));
    return counts;
  }

  static TainException notFound(Object image, Object version) {
    return TainException.of(ErrorCode.VERSION_NOT_FOUND, "image", image, "version", version);
  }

  private static List<Version> ofImage(
      Transaction tx, ImageKey image, String condition, String text) {
    return VersionRows.where(
        tx,
        OF_IMAGE + condition + NEWEST_FIRST,
        statement -> {
          statement.bind("tenant", image.tenant()).bind("image", image.name());
          return condition.isEmpty() ? statement : statement.bind("text", text);
        });
  }
}
