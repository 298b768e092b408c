package io.tain.server.wiring;

import io.tain.api.BootView;
import io.tain.api.ChannelView;
import io.tain.api.ImageSummary;
import io.tain.api.ImageView;
import io.tain.api.InspectionView;
import io.tain.api.InstanceView;
import io.tain.api.PackageChange;
import io.tain.api.PackageView;
import io.tain.api.PartitionView;
import io.tain.api.Problem;
import io.tain.api.PublishedPortView;
import io.tain.api.Stored;
import io.tain.api.VersionDiffView;
import io.tain.api.VersionView;
import io.tain.app.RunningInstance;
import io.tain.app.ShowVersion;
import io.tain.app.StoredVersion;
import io.tain.catalog.Architecture;
import io.tain.catalog.Channel;
import io.tain.catalog.Origin;
import io.tain.catalog.Sizes;
import io.tain.catalog.Version;
import io.tain.fleet.Boot;
import io.tain.fleet.Instance;
import io.tain.fleet.InstanceState;
import io.tain.inspect.Inspection;
import io.tain.inspect.InstalledPackage;
import io.tain.inspect.InstalledSystem;
import io.tain.inspect.PartitionContent;
import io.tain.inspect.VersionDiff;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Domain records as the interface shows them.
final class Views {
  private static final double MILLIS_PER_SECOND = 1000;

  private Views() {}

  static ImageSummary image(io.tain.catalog.ImageSummary summary) {
    Version newest = summary.newest();
    return new ImageSummary(
        summary.image().key().name().text(),
        summary.image().key().tenant().text(),
        summary.versionCount(),
        newest.label().text(),
        newest.content().sizes().virtualSizeBytes(),
        summary.image().createdAt().toString());
  }

  static ImageView shown(ShowVersion.Shown shown) {
    Version selected = shown.selected();
    return new ImageView(
        selected.image().name().text(),
        selected.image().tenant().text(),
        version(selected),
        shown.versions().stream().map(Views::version).toList(),
        shown.channels().stream().map(channel -> channel(channel, shown.versions())).toList());
  }

  static VersionView version(Version version) {
    Sizes sizes = version.content().sizes();
    return new VersionView(
        version.id().toString(),
        version.image().name().text(),
        version.image().tenant().text(),
        version.label().text(),
        version.state().text(),
        source(version.facts().origin()),
        version.facts().target().architecture().text(),
        version.content().digest().toString(),
        sizes.virtualSizeBytes(),
        sizes.dataBytes(),
        sizes.newBytes(),
        sizes.storedBytes(),
        version.facts().createdAt().toString());
  }

  static Stored stored(StoredVersion stored) {
    Version version = stored.version();
    Sizes sizes = version.content().sizes();
    return new Stored(
        version.id().toString(),
        version.image().name().text(),
        version.label().text(),
        version.content().digest().toString(),
        sizes.virtualSizeBytes(),
        sizes.dataBytes(),
        stored.unchanged() ? 0 : sizes.newBytes(),
        stored.addedBytes(),
        stored.took().toMillis() / MILLIS_PER_SECOND,
        stored.unchanged());
  }

  static PackageView installed(InstalledPackage p) {
    return new PackageView(p.name(), p.version(), p.architecture(), p.source(), p.sourceVersion());
  }

  static VersionDiffView diff(VersionDiff diff) {
    return new VersionDiffView(
        diff.added().stream().map(Views::installed).toList(),
        diff.removed().stream().map(Views::installed).toList(),
        diff.upgraded().stream().map(Views::change).toList(),
        diff.downgraded().stream().map(Views::change).toList(),
        diff.unchangedCount());
  }

  static InspectionView inspection(Inspection inspection) {
    Optional<InstalledSystem> system = inspection.system();
    return new InspectionView(
        inspection.scheme().name().toLowerCase(Locale.ROOT),
        inspection.partitions().stream().map(Views::partition).toList(),
        system.map(found -> found.release().prettyName()).orElse(""),
        system.map(found -> Architecture.called(found.architecture()).text()).orElse(""),
        system.map(InstalledSystem::kernels).orElse(List.of()),
        system.map(found -> found.packages().size()).orElse(0));
  }

  static InstanceView instance(RunningInstance running) {
    Instance instance = running.instance();
    String[] version = instance.version().split("@", 2);
    return new InstanceView(
        instance.name().text(),
        instance.state().toString(),
        instance.pid().orElse(0),
        version[0],
        version.length > 1 ? version[1] : "",
        instance.published().stream()
            .map(port -> new PublishedPortView(port.hostPort(), port.guestPort()))
            .toList(),
        boot(instance, running.fetchedBytes()),
        problem(instance));
  }

  private static @Nullable Problem problem(Instance instance) {
    return instance.state() == InstanceState.FAILED
        ? instance.failure().map(failure -> Problem.of(failure.toException())).orElse(null)
        : null;
  }

  private static BootView boot(Instance instance, long fetchedBytes) {
    Optional<Boot> boot = instance.boot();
    return new BootView(
        instance.mode().toString(),
        boot.map(Boot::readySeconds).orElse(null),
        boot.map(Boot::fetchedBytes).orElse(fetchedBytes));
  }

  private static ChannelView channel(Channel channel, List<Version> versions) {
    String label =
        versions.stream()
            .filter(version -> version.id().equals(channel.version()))
            .map(version -> version.label().text())
            .findFirst()
            .orElse(channel.version().toString());
    return new ChannelView(channel.name().text(), label);
  }

  private static PackageChange change(VersionDiff.Change change) {
    return new PackageChange(
        change.after().name(),
        change.after().architecture(),
        change.before().version(),
        change.after().version());
  }

  private static PartitionView partition(PartitionContent content) {
    return new PartitionView(
        content.partition().number(),
        content.partition().range().offset(),
        content.partition().range().length(),
        content.partition().type(),
        content.partition().name(),
        content.type(),
        content.label());
  }

  private static String source(Origin origin) {
    return switch (origin) {
      case Origin.Imported _ -> "import";
      case Origin.Built _ -> "build";
    };
  }
}
