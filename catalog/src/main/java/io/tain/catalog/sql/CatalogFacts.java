package io.tain.catalog.sql;

import io.tain.base.VersionId;
import io.tain.catalog.Channel;
import io.tain.catalog.Sizes;
import io.tain.catalog.Version;
import io.tain.catalog.VersionState;
import io.tain.db.Fact;
import java.util.Map;
import java.util.Optional;

/// What the events of the catalogue say.
final class CatalogFacts {
  private CatalogFacts() {}

  static Fact versionAdded(Version version) {
    Sizes sizes = version.content().sizes();
    return ofVersion(
        "version.added",
        version,
        Map.of(
            "image", version.image().name().text(),
            "label", version.label().text(),
            "state", version.state().text(),
            "content_digest", version.content().digest().toString(),
            "virtual_size_bytes", sizes.virtualSizeBytes(),
            "stored_bytes", sizes.storedBytes()));
  }

  static Fact versionHidden(Version version) {
    return ofVersion(
        "version.hidden",
        version,
        Map.of("image", version.image().name().text(), "label", version.label().text()));
  }

  static Fact stateChanged(Version version, VersionState from) {
    return ofVersion(
        "version.state-changed",
        version,
        Map.of(
            "image", version.image().name().text(),
            "label", version.label().text(),
            "from", from.text(),
            "to", version.state().text()));
  }

  static Fact channelMoved(Channel channel, Optional<VersionId> from) {
    return new Fact(
        channel.image().tenant(),
        "channel.moved",
        "channel:" + channel.image().name() + ":" + channel.name(),
        Map.of(
            "revision", channel.revision(),
            "from", from.map(VersionId::toString).orElse(""),
            "to", channel.version().toString()));
  }

  private static Fact ofVersion(String action, Version version, Map<String, ?> detail) {
    return new Fact(version.image().tenant(), action, "version:" + version.id(), detail);
  }
}
