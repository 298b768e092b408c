package io.tain.diskhost.process;

import io.tain.base.Home;
import io.tain.base.local.LocalDurableFiles;
import io.tain.base.local.SocketPaths;
import io.tain.blob.local.LocalBlobStore;
import io.tain.diskhost.DiskHostPaths;
import io.tain.nbd.socket.SocketNbdServer;
import io.tain.store.format.StoreFormat;
import io.tain.store.read.StoredDisks;
import java.io.IOException;

/// The disk host as a process of its own, wired for a home.
public final class DiskHostProcess {
  private DiskHostProcess() {}

  /// Where the disk host of a home has its files.
  ///
  /// @throws IOException if a short name for a socket cannot be made
  public static DiskHostPaths paths(Home home) throws IOException {
    var sockets = new SocketPaths();
    return new DiskHostPaths(
        sockets.shorten(home.instances().resolve("disk-host.sock")),
        sockets.shorten(home.instances().resolve("nbd.sock")),
        home.instances().resolve("exports.json"));
  }

  /// Serves disks until the last one is taken away; blocks.
  ///
  /// @throws IOException if the home cannot be read
  public static void run(Home home) throws IOException {
    StoreFormat.checkReadable(home.store());
    var files = new LocalDurableFiles();
    try (var blobs = new LocalBlobStore(home.store(), files);
        var disks = StoredDisks.over(blobs, StoredDisks.Memory.DEFAULT)) {
      var host = new DiskHost(paths(home), files, disks::open, SocketNbdServer::new);
      Thread trim =
          Thread.ofVirtual().name("console-trim").start(new ConsoleTrim(home.instances())::run);
      try {
        host.run();
      } finally {
        trim.interrupt();
      }
    }
  }
}
