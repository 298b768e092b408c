package io.tain.diskhost.process;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.tain.diskhost.DiskOwner;
import io.tain.diskhost.ServedDisk;
import io.tain.diskhost.control.DiskHostClient;
import java.io.IOException;

/// Takes a disk away when the process that it is served for has ended without asking for that.
///
/// It asks over the control socket, like anybody else: the last disk's end is the host's end.
final class OwnerWatch {
  private static final System.Logger log = System.getLogger(OwnerWatch.class.getName());

  private final DiskHostClient host;

  /// @param host the one that it is in, which answers
  OwnerWatch(DiskHostClient host) {
    this.host = host;
  }

  void watch(ServedDisk disk) {
    DiskOwner owner = disk.owner();
    if (owner == null) {
      return;
    }
    Thread.ofVirtual().name("owner-watch").start(() -> removeAfter(owner, disk));
  }

  private void removeAfter(DiskOwner owner, ServedDisk disk) {
    owner.process().ifPresent(process -> process.onExit().join());
    remove(disk);
  }

  private void remove(ServedDisk disk) {
    try {
      host.remove(disk.name());
      log.log(INFO, () -> "owner ended export=" + disk.name());
    } catch (IOException | RuntimeException e) {
      log.log(WARNING, "an export without its owner was not removed export=" + disk.name(), e);
    }
  }
}
