package io.tain.cli.instance;

import io.tain.api.InstanceView;
import io.tain.api.Problem;
import io.tain.base.ByteSize;
import io.tain.base.Messages;
import io.tain.cli.output.Table;
import io.tain.cli.output.Visible;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Instances, for people.
public final class InstanceTable {
  private final Messages messages;

  public InstanceTable(Messages messages) {
    this.messages = messages;
  }

  /// One line for each instance; below them, why some failed.
  public String of(List<InstanceView> instances) {
    if (instances.isEmpty()) {
      return messages.text("instance.none") + "\n";
    }
    Table table =
        Table.withHeadings(
            messages.text("heading.instance"),
            messages.text("heading.state"),
            messages.text("heading.image"),
            messages.text("heading.published"),
            messages.text("heading.mode"),
            messages.text("heading.ready"),
            messages.text("heading.fetched"));
    instances.forEach(
        instance ->
            table.row(
                instance.name(),
                messages.text("state." + instance.state()),
                version(instance),
                published(instance),
                instance.boot().mode(),
                seconds(instance.boot().readySeconds()),
                ByteSize.text(instance.boot().fetchedBytes())));
    return table + reasons(instances);
  }

  private String reasons(List<InstanceView> instances) {
    var text = new StringBuilder();
    for (InstanceView instance : instances) {
      Problem problem = instance.problem();
      if (problem != null) {
        text.append('\n').append(Visible.text(messages.text(problem.toException()))).append('\n');
      }
    }
    return text.toString();
  }

  /// Of an instance whose notes cannot be read, nobody knows it.
  private static String version(InstanceView instance) {
    return instance.image().isEmpty() ? "-" : instance.image() + "@" + instance.version();
  }

  private static String published(InstanceView instance) {
    return instance.published().stream()
        .map(port -> "127.0.0.1:" + port.hostPort() + "->" + port.guestPort())
        .collect(Collectors.joining(" "));
  }

  private static String seconds(@Nullable Double seconds) {
    return seconds == null ? "-" : String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
