package io.tain.catalog.sql;

import io.tain.base.ChannelName;
import io.tain.base.ErrorCode;
import io.tain.base.Reference;
import io.tain.base.TainException;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import io.tain.catalog.Catalog;
import io.tain.catalog.Channel;
import io.tain.catalog.ChannelMove;
import io.tain.catalog.Image;
import io.tain.catalog.ImageKey;
import io.tain.catalog.ImageSummary;
import io.tain.catalog.NewVersion;
import io.tain.catalog.StateChange;
import io.tain.catalog.Version;
import io.tain.catalog.VersionFacts;
import io.tain.catalog.VersionState;
import io.tain.db.Change;
import io.tain.db.Schema;
import io.tain.db.SqlTime;
import io.tain.db.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The catalogue in SQL tables.
///
/// Whoever changes an image's versions or channels locks the image's row first, so that what was
/// looked at (labels, ordinals, channels) stays true until the commit.
public final class SqlCatalog implements Catalog {
  /// The catalogue's tables.
  public static final Schema SCHEMA = new Schema("catalog", 1, SqlCatalog.class);

  @Override
  public Change<Version> addVersion(Transaction tx, NewVersion added) {
    VersionFacts facts = added.facts();
    Image image = ImageTable.lockOrCreate(tx, facts.image(), added.profile(), facts.createdAt());
    if (VersionTable.isTaken(tx, facts)) {
      throw TainException.of(
          ErrorCode.VERSION_EXISTS, "image", facts.image(), "version", facts.label());
    }
    VersionState state =
        image.profile().needsApproval() ? VersionState.DRAFT : VersionState.APPROVED;
    var version = new Version(facts, state, Optional.empty());
    VersionTable.insert(tx, version);
    return Change.in(tx, version, CatalogFacts.versionAdded(version));
  }

  @Override
  public List<ImageSummary> images(Transaction tx, TenantId tenant) {
    Map<ImageKey, Version> newest =
        Versions.newest(tx, tenant).stream()
            .collect(Collectors.toMap(Version::image, Function.identity()));
    Map<String, Integer> counts = Versions.counts(tx, tenant);
    return ImageTable.visible(tx, tenant).stream()
        .flatMap(image -> summary(image, counts, newest).stream())
        .toList();
  }

  @Override
  public Optional<Image> findImage(Transaction tx, ImageKey image) {
    return ImageTable.findVisible(tx, image);
  }

  @Override
  public List<Version> versions(Transaction tx, ImageKey image) {
    ImageTable.requireVisible(tx, image);
    return Versions.visible(tx, image);
  }

  @Override
  public Optional<Version> findVersion(Transaction tx, TenantId tenant, VersionId version) {
    return Versions.find(tx, tenant, version);
  }

  @Override
  public Version resolve(Transaction tx, TenantId tenant, Reference reference) {
    return new Resolution(tx, tenant, reference).version();
  }

  @Override
  public Change<Version> hideVersion(Transaction tx, TenantId tenant, VersionId id, Instant at) {
    Version version = lockVisible(tx, tenant, id);
    ChannelTable.naming(tx, version.image(), id)
        .ifPresent(
            channel -> {
              throw TainException.of(
                  ErrorCode.VERSION_IN_USE,
                  "image",
                  version.image(),
                  "version",
                  version.label(),
                  "channel",
                  channel.name());
            });
    Instant hiddenAt = SqlTime.stored(at);
    VersionTable.hide(tx, id, hiddenAt);
    var hidden = new Version(version.facts(), version.state(), Optional.of(hiddenAt));
    return Change.in(tx, hidden, CatalogFacts.versionHidden(hidden));
  }

  @Override
  public Change<Version> changeState(Transaction tx, StateChange change) {
    Version version = lockVisible(tx, change.tenant(), change.version());
    if (version.state() != change.from()) {
      throw TainException.of(
          ErrorCode.VERSION_CHANGED,
          "image",
          version.image(),
          "version",
          version.label(),
          "found",
          version.state().text(),
          "expected",
          change.from().text());
    }
    VersionTable.setState(tx, change.version(), change.to());
    var changed = new Version(version.facts(), change.to(), version.hiddenAt());
    return Change.in(tx, changed, CatalogFacts.stateChanged(changed, change.from()));
  }

  @Override
  public List<Channel> channels(Transaction tx, ImageKey image) {
    return ChannelTable.channels(tx, image);
  }

  @Override
  public List<Channel> channelHistory(Transaction tx, ImageKey image, ChannelName name) {
    return ChannelTable.history(tx, image, name);
  }

  @Override
  public Change<Channel> moveChannel(Transaction tx, ChannelMove move) {
    ImageTable.lock(tx, move.image());
    requireOfImage(tx, move);
    Optional<Channel> current = ChannelTable.find(tx, move.image(), move.name());
    if (!current.map(Channel::version).equals(move.expected())) {
      throw TainException.of(
          ErrorCode.CHANNEL_MOVED,
          "image",
          move.image(),
          "channel",
          move.name(),
          "found",
          orNothing(current.map(Channel::version)),
          "expected",
          orNothing(move.expected()));
    }
    long revision = current.map(Channel::revision).orElse(0L) + 1;
    var moved = new Channel(move.image(), move.name(), revision, move.to(), move.at());
    ChannelTable.insert(tx, moved);
    return Change.in(tx, moved, CatalogFacts.channelMoved(moved, move.expected()));
  }

  private static Optional<ImageSummary> summary(
      Image image, Map<String, Integer> counts, Map<ImageKey, Version> newest) {
    return Optional.ofNullable(newest.get(image.key()))
        .map(
            version ->
                new ImageSummary(
                    image, counts.getOrDefault(image.key().name().text(), 1), version));
  }

  private static Version lockVisible(Transaction tx, TenantId tenant, VersionId id) {
    // An image never changes, so its row can be found by the version before it is locked.
    Version seen = requireVisible(tx, tenant, id);
    ImageTable.lock(tx, seen.image());
    return requireVisible(tx, tenant, id);
  }

  private static Version requireVisible(Transaction tx, TenantId tenant, VersionId id) {
    return Versions.find(tx, tenant, id)
        .filter(version -> version.hiddenAt().isEmpty())
        .orElseThrow(() -> Versions.notFound(tenant.text(), id));
  }

  private static void requireOfImage(Transaction tx, ChannelMove move) {
    Version version = requireVisible(tx, move.image().tenant(), move.to());
    if (!version.image().equals(move.image())) {
      throw Versions.notFound(move.image().toString(), move.to());
    }
  }

  private static String orNothing(Optional<VersionId> version) {
    return version.map(VersionId::toString).orElse("-");
  }
}
