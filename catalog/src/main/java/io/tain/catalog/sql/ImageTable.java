package io.tain.catalog.sql;

import io.tain.base.ErrorCode;
import io.tain.base.ImageName;
import io.tain.base.TainException;
import io.tain.base.TenantId;
import io.tain.catalog.Architecture;
import io.tain.catalog.Category;
import io.tain.catalog.Image;
import io.tain.catalog.ImageKey;
import io.tain.catalog.ImageProfile;
import io.tain.db.Row;
import io.tain.db.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table `image`, with the texts that belong to its rows.
final class ImageTable {
  private static final String VISIBLE =
      " and exists (select 1 from version where version.tenant = image.tenant"
          + " and version.image = image.name and version.hidden_at is null)";

  private ImageTable() {}

  /// The images of a tenant that have a version to show, by name.
  static List<Image> visible(Transaction tx, TenantId tenant) {
    Map<String, Map<String, String>> labels = ImageTexts.LABELS.ofTenant(tx, tenant);
    Map<String, Map<String, String>> titles = ImageTexts.TITLES.ofTenant(tx, tenant);
    return tx.sql("select * from image where tenant = :tenant" + VISIBLE + " order by name")
        .bind("tenant", tenant)
        .list(
            row ->
                image(
                    row,
                    labels.getOrDefault(row.text("name"), Map.of()),
                    titles.getOrDefault(row.text("name"), Map.of())));
  }

  /// The image, if it has a version to show.
  static Optional<Image> findVisible(Transaction tx, ImageKey key) {
    return find(tx, key, VISIBLE);
  }

  /// @throws TainException `image.not-found` unless the image has a version to show
  static void requireVisible(Transaction tx, ImageKey key) {
    require(tx, key, VISIBLE);
  }

  /// Locks the image until the transaction ends, as whoever changes its versions or channels must.
  ///
  /// @throws TainException `image.not-found`
  static void lock(Transaction tx, ImageKey key) {
    require(tx, key, tx.forUpdate());
  }

  /// Makes the image unless it exists, locks it, and gives it as it is then.
  static Image lockOrCreate(Transaction tx, ImageKey key, ImageProfile profile, Instant now) {
    if (insert(tx, key, profile, now)) {
      ImageTexts.LABELS.insert(tx, key, profile.labels());
      ImageTexts.TITLES.insert(tx, key, profile.titles());
    }
    lock(tx, key);
    return find(tx, key, "").orElseThrow();
  }

  private static boolean insert(Transaction tx, ImageKey key, ImageProfile profile, Instant now) {
    return tx.sql(
                """
                insert into image (tenant, name, category, os, architecture, needs_approval,
                  created_at)
                values (:tenant, :name, :category, :os, :architecture, :needs_approval, :created_at)
                on conflict (tenant, name) do nothing
                """)
            .bind("tenant", key.tenant())
            .bind("name", key.name())
            .bind("category", profile.category().text())
            .bind("os", profile.os())
            .bind("architecture", profile.architecture().text())
            .bind("needs_approval", profile.needsApproval())
            .bind("created_at", now)
            .update()
        == 1;
  }

  private static void require(Transaction tx, ImageKey key, String condition) {
    boolean found =
        tx.sql("select name from image where tenant = :tenant and name = :name" + condition)
            .bind("tenant", key.tenant())
            .bind("name", key.name())
            .first(_ -> true)
            .isPresent();
    if (!found) {
      throw TainException.of(ErrorCode.IMAGE_NOT_FOUND, "image", key);
    }
  }

  private static Optional<Image> find(Transaction tx, ImageKey key, String condition) {
    return tx.sql("select * from image where tenant = :tenant and name = :name" + condition)
        .bind("tenant", key.tenant())
        .bind("name", key.name())
        .first(
            row ->
                image(row, ImageTexts.LABELS.ofImage(tx, key), ImageTexts.TITLES.ofImage(tx, key)));
  }

  private static Image image(Row row, Map<String, String> labels, Map<String, String> titles) {
    var profile =
        new ImageProfile(
            Words.known(Category::parse, row.text("category")),
            row.optionalText("os"),
            Words.known(Architecture::parse, row.text("architecture")),
            labels,
            titles,
            row.flag("needs_approval"));
    var key = new ImageKey(new TenantId(row.text("tenant")), new ImageName(row.text("name")));
    return new Image(key, profile, row.time("created_at"));
  }
}
