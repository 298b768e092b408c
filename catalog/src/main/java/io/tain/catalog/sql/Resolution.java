package io.tain.catalog.sql;

import io.tain.base.ChannelName;
import io.tain.base.ErrorCode;
import io.tain.base.Reference;
import io.tain.base.TainException;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import io.tain.catalog.Channel;
import io.tain.catalog.ImageKey;
import io.tain.catalog.Version;
import io.tain.db.Transaction;
import java.util.List;
import java.util.Optional;

/// The meaning of one reference.
final class Resolution {
  private static final int MIN_ID_CHARACTERS = 8;

  private final Transaction tx;
  private final Reference reference;
  private final ImageKey image;

  Resolution(Transaction tx, TenantId tenant, Reference reference) {
    this.tx = tx;
    this.reference = reference;
    this.image = new ImageKey(reference.namespace().orElse(tenant), reference.image());
  }

  Version version() {
    ImageTable.requireVisible(tx, image);
    if (reference.version().isPresent()) {
      return agreed(named(reference.version().get()));
    }
    if (reference.channel().isPresent()) {
      return byId(channel(reference.channel().get()).version());
    }
    return ChannelTable.find(tx, image, ChannelName.STABLE)
        .map(stable -> byId(stable.version()))
        .orElseGet(this::newestUsable);
  }

  private Version named(String text) {
    return Versions.labelled(tx, image, text).stream().findFirst().orElseGet(() -> beginning(text));
  }

  private Version beginning(String prefix) {
    List<Version> found =
        prefix.length() < MIN_ID_CHARACTERS ? List.of() : Versions.beginning(tx, image, prefix);
    if (found.size() > 1) {
      throw TainException.of(ErrorCode.REFERENCE_AMBIGUOUS, "image", image, "version", prefix);
    }
    return found.stream().findFirst().orElseThrow(() -> Versions.notFound(image, prefix));
  }

  // Both given is a claim, `web:stable@2026.11.21`: it holds or the reference means nothing.
  private Version agreed(Version version) {
    Optional<VersionId> other =
        reference
            .channel()
            .map(name -> channel(name).version())
            .filter(id -> !id.equals(version.id()));
    if (other.isPresent()) {
      throw TainException.of(
          ErrorCode.REFERENCE_CONFLICT,
          "image",
          image,
          "channel",
          reference.channel().map(ChannelName::text).orElseThrow(),
          "found",
          byId(other.get()).label(),
          "version",
          version.label());
    }
    return version;
  }

  private Channel channel(ChannelName name) {
    return ChannelTable.find(tx, image, name)
        .orElseThrow(
            () -> TainException.of(ErrorCode.CHANNEL_NOT_FOUND, "image", image, "channel", name));
  }

  private Version byId(VersionId id) {
    return Versions.find(tx, image.tenant(), id).orElseThrow(() -> Versions.notFound(image, id));
  }

  private Version newestUsable() {
    return Versions.visible(tx, image).stream()
        .filter(version -> version.state().isUsable())
        .findFirst()
        .orElseThrow(() -> TainException.of(ErrorCode.VERSION_NONE_USABLE, "image", image));
  }
}
