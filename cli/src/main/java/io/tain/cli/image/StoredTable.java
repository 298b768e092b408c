package io.tain.cli.image;

import io.tain.api.Stored;
import io.tain.base.ByteSize;
import io.tain.base.Messages;
import io.tain.cli.output.Table;
import java.util.Locale;

/// A version that has just been stored, for people.
public final class StoredTable {
  private final Messages messages;

  public StoredTable(Messages messages) {
    this.messages = messages;
  }

  /// What it is, what it cost, and how long it took.
  public String of(Stored stored) {
    return Table.ofFacts()
        .row(messages.text("heading.image"), stored.image())
        .row(messages.text("heading.version"), stored.version())
        .row(messages.text("heading.id"), stored.id())
        .row(messages.text("heading.content-digest"), stored.contentDigest())
        .row(messages.text("heading.virtual-size"), ByteSize.text(stored.virtualSizeBytes()))
        .row(messages.text("heading.data"), ByteSize.text(stored.dataBytes()))
        .row(messages.text("heading.new"), ByteSize.text(stored.newBytes()))
        .row(messages.text("heading.cost"), ByteSize.text(stored.storedBytes()))
        .row(
            messages.text("heading.took"),
            String.format(Locale.ROOT, "%.1f s", stored.durationSeconds()))
        .toString();
  }
}
