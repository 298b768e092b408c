package io.tain.catalog;

import io.tain.base.ChannelName;
import io.tain.base.Reference;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import io.tain.db.Change;
import io.tain.db.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which images, versions and channels exist.
///
/// It takes part in the caller's transaction. What changes something returns a [Change]: the caller
/// records it with its actor, or the transaction does not commit. Hidden versions are found by
/// their id alone; an image whose versions are all hidden is not found, and comes back as it was
/// with its next version. Passes `CatalogContract`.
public interface Catalog {
  /// Adds a version, and its image with it when it is the first.
  ///
  /// @throws io.tain.base.TainException `version.exists` if the image has the label, or any image
  ///     the id; the transaction may go on
  Change<Version> addVersion(Transaction tx, NewVersion version);

  /// The images of a tenant, by name.
  List<ImageSummary> images(Transaction tx, TenantId tenant);

  /// The image of this name.
  Optional<Image> findImage(Transaction tx, ImageKey image);

  /// The versions of an image, the newest first.
  ///
  /// @throws io.tain.base.TainException `image.not-found`
  List<Version> versions(Transaction tx, ImageKey image);

  /// The version with this id, hidden or not.
  Optional<Version> findVersion(Transaction tx, TenantId tenant, VersionId version);

  /// The version that a reference means: of `@` the label, else an id that begins so; else what the
  /// channel names; else what `stable` names, where there is such a channel; else the newest that
  /// is not draft, deprecated or revoked.
  ///
  /// @param tenant whose namespace it is when the reference names none
  /// @throws io.tain.base.TainException `image.not-found`, `version.not-found`,
  ///     `channel.not-found`, `version.none-usable`, `reference.ambiguous`; `reference.conflict`
  ///     if channel and `@` name different versions
  Version resolve(Transaction tx, TenantId tenant, Reference reference);

  /// Hides a version: it is deleted for everyone but the collector, and its label is free again.
  ///
  /// @throws io.tain.base.TainException `version.not-found`; `version.in-use` if a channel names it
  Change<Version> hideVersion(Transaction tx, TenantId tenant, VersionId version, Instant at);

  /// Moves a version to another state.
  ///
  /// @throws io.tain.base.TainException `version.not-found`; `version.changed` if it is not in the
  ///     state expected
  Change<Version> changeState(Transaction tx, StateChange change);

  /// The channels of an image, by name.
  List<Channel> channels(Transaction tx, ImageKey image);

  /// Every version that a channel has named, the newest first.
  List<Channel> channelHistory(Transaction tx, ImageKey image, ChannelName name);

  /// Makes a channel, or moves it to another version of its image.
  ///
  /// @throws io.tain.base.TainException `image.not-found`, `version.not-found`; `channel.moved` if
  ///     it does not name what was expected
  Change<Channel> moveChannel(Transaction tx, ChannelMove move);
}
