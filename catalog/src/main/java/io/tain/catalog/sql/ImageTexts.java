package io.tain.catalog.sql;

import io.tain.base.TenantId;
import io.tain.catalog.ImageKey;
import io.tain.db.Row;
import io.tain.db.Transaction;
import java.util.HashMap;
import java.util.Map;

/// The texts of images by name: the tables `image_label` and `image_title`.
enum ImageTexts {
  LABELS("image_label", "name", "value"),
  TITLES("image_title", "language", "title");

  private final String table;
  private final String nameColumn;
  private final String textColumn;

  ImageTexts(String table, String nameColumn, String textColumn) {
    this.table = table;
    this.nameColumn = nameColumn;
    this.textColumn = textColumn;
  }

  /// The texts of every image of a tenant, by image and then by name.
  Map<String, Map<String, String>> ofTenant(Transaction tx, TenantId tenant) {
    var texts = new HashMap<String, Map<String, String>>();
    tx.sql("select * from " + table + " where tenant = :tenant")
        .bind("tenant", tenant)
        .forEach(row -> put(texts.computeIfAbsent(row.text("image"), _ -> new HashMap<>()), row));
    return texts;
  }

  /// The texts of one image, by name.
  Map<String, String> ofImage(Transaction tx, ImageKey image) {
    var texts = new HashMap<String, String>();
    tx.sql("select * from " + table + " where tenant = :tenant and image = :image")
        .bind("tenant", image.tenant())
        .bind("image", image.name())
        .forEach(row -> put(texts, row));
    return texts;
  }

  void insert(Transaction tx, ImageKey image, Map<String, String> texts) {
    tx.sql(
            "insert into %s (tenant, image, %s, %s) values (:tenant, :image, :name, :text)"
                .formatted(table, nameColumn, textColumn))
        .updateAll(
            texts.entrySet(),
            (statement, text) ->
                statement
                    .bind("tenant", image.tenant())
                    .bind("image", image.name())
                    .bind("name", text.getKey())
                    .bind("text", text.getValue()));
  }

  private void put(Map<String, String> texts, Row row) {
    texts.put(row.text(nameColumn), row.text(textColumn));
  }
}
