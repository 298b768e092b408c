package io.tain.cli.instance;

import io.tain.api.BootView;
import io.tain.api.InstanceList;
import io.tain.api.InstanceView;
import io.tain.api.PublishedPortView;
import java.util.List;

/// What `tain run` prints for programs: the part of an instance that scripts rely on, and no more.
///
/// The other commands on instances tell its image and version as well.
public record Started(List<StartedInstance> instances) {
  static Started of(InstanceList list) {
    return new Started(list.instances().stream().map(StartedInstance::of).toList());
  }

  /// One instance.
  public record StartedInstance(
      String name, String state, long pid, List<PublishedPortView> published, BootView boot) {
    static StartedInstance of(InstanceView view) {
      return new StartedInstance(
          view.name(), view.state(), view.pid(), view.published(), view.boot());
    }
  }
}
