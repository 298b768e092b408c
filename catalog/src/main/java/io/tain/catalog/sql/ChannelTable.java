package io.tain.catalog.sql;

import io.tain.base.ChannelName;
import io.tain.base.ImageName;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import io.tain.catalog.Channel;
import io.tain.catalog.ImageKey;
import io.tain.db.Row;
import io.tain.db.Statement;
import io.tain.db.Transaction;
import java.util.List;
import java.util.Optional;

/// The table `channel_revision`: a channel is its row with the highest revision.
final class ChannelTable {
  private static final String CURRENT =
      """
      select * from channel_revision now
      where now.tenant = :tenant and now.image = :image
        and now.revision = (select max(revision) from channel_revision any_of
          where any_of.tenant = now.tenant and any_of.image = now.image and any_of.name = now.name)
      """;

  private ChannelTable() {}

  static List<Channel> channels(Transaction tx, ImageKey image) {
    return of(tx.sql(CURRENT + " order by now.name"), image).list(ChannelTable::channel);
  }

  static Optional<Channel> find(Transaction tx, ImageKey image, ChannelName name) {
    return of(tx.sql(CURRENT + " and now.name = :name"), image)
        .bind("name", name)
        .first(ChannelTable::channel);
  }

  static Optional<Channel> naming(Transaction tx, ImageKey image, VersionId version) {
    return of(tx.sql(CURRENT + " and now.version = :version order by now.name"), image)
        .bind("version", version)
        .first(ChannelTable::channel);
  }

  static List<Channel> history(Transaction tx, ImageKey image, ChannelName name) {
    String sql =
        """
        select * from channel_revision
        where tenant = :tenant and image = :image and name = :name
        order by revision desc
        """;
    return of(tx.sql(sql), image).bind("name", name).list(ChannelTable::channel);
  }

  static void insert(Transaction tx, Channel channel) {
    String sql =
        """
        insert into channel_revision (tenant, image, name, revision, version, moved_at)
        values (:tenant, :image, :name, :revision, :version, :moved_at)
        """;
    of(tx.sql(sql), channel.image())
        .bind("name", channel.name())
        .bind("revision", channel.revision())
        .bind("version", channel.version())
        .bind("moved_at", channel.movedAt())
        .update();
  }

  private static Statement of(Statement statement, ImageKey image) {
    return statement.bind("tenant", image.tenant()).bind("image", image.name());
  }

  private static Channel channel(Row row) {
    return new Channel(
        new ImageKey(new TenantId(row.text("tenant")), new ImageName(row.text("image"))),
        new ChannelName(row.text("name")),
        row.number("revision"),
        VersionId.parse(row.text("version")),
        row.time("moved_at"));
  }
}
