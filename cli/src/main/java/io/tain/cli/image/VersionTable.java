package io.tain.cli.image;

import io.tain.api.ImageView;
import io.tain.api.InspectionView;
import io.tain.api.VersionView;
import io.tain.base.ByteSize;
import io.tain.base.Messages;
import io.tain.cli.output.ShownTime;
import io.tain.cli.output.Table;

/// A version and its image, for people.
public final class VersionTable {
  private final Messages messages;

  public VersionTable(Messages messages) {
    this.messages = messages;
  }

  /// The facts of the version, its partitions, and the versions and channels of its image.
  public String of(ImageShowCommand.Shown shown) {
    return facts(shown) + "\n" + partitions(shown.inside()) + "\n" + versions(shown.image());
  }

  private String facts(ImageShowCommand.Shown shown) {
    ImageView view = shown.image();
    VersionView version = view.selected();
    Table table =
        Table.ofFacts()
            .row(messages.text("heading.image"), version.image())
            .row(messages.text("heading.version"), version.version())
            .row(messages.text("heading.id"), version.id())
            .row(messages.text("heading.state"), messages.text("state." + version.state()))
            .row(messages.text("heading.system"), shown.inside().system())
            .row(messages.text("heading.architecture"), shown.inside().architecture())
            .row(messages.text("heading.packages"), shown.inside().packageCount())
            .row(messages.text("heading.content-digest"), version.contentDigest())
            .row(messages.text("heading.virtual-size"), ByteSize.text(version.virtualSizeBytes()))
            .row(messages.text("heading.data"), ByteSize.text(version.dataBytes()))
            .row(messages.text("heading.new"), ByteSize.text(version.newBytes()))
            .row(messages.text("heading.stored"), ByteSize.text(version.storedBytes()))
            .row(messages.text("heading.created"), ShownTime.of(version.createdAt()));
    view.channels()
        .forEach(
            channel ->
                table.row(
                    messages.text("heading.channel"), channel.name() + " -> " + channel.version()));
    return table.toString();
  }

  private String partitions(InspectionView view) {
    Table table =
        Table.withHeadings(
            messages.text("heading.partition"),
            messages.text("heading.size"),
            messages.text("heading.file-system"),
            messages.text("heading.label"));
    view.partitions()
        .forEach(
            p -> table.row(p.number(), ByteSize.text(p.sizeBytes()), p.fileSystem(), p.label()));
    return table.toString();
  }

  private String versions(ImageView view) {
    Table table =
        Table.withHeadings(
            messages.text("heading.version"),
            messages.text("heading.state"),
            messages.text("heading.data"),
            messages.text("heading.new"),
            messages.text("heading.created"));
    view.versions()
        .forEach(
            v ->
                table.row(
                    v.version(),
                    messages.text("state." + v.state()),
                    ByteSize.text(v.dataBytes()),
                    ByteSize.text(v.newBytes()),
                    ShownTime.of(v.createdAt())));
    return table.toString();
  }
}
