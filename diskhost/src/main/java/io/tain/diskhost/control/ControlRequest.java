package io.tain.diskhost.control;

import io.tain.diskhost.ServedDisk;
import org.jspecify.annotations.Nullable;

/// One line to the disk host.
///
/// @param disk to add, for `ADD`
/// @param name of the export, for `REMOVE` and `USE`
public record ControlRequest(Action action, @Nullable ServedDisk disk, @Nullable String name) {
  /// What the host is asked to do.
  public enum Action {
    ADD,
    REMOVE,
    USE,
    END
  }
}
