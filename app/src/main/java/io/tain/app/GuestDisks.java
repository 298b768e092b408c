package io.tain.app;

import io.tain.fleet.BackingDisk;
import io.tain.store.ManifestPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Serves stored disks to guests and other readers over NBD, in a process of its own.
public interface GuestDisks {
  /// Serves a disk to instances, until `end`.
  ///
  /// @param name of the export, unique in the home
  BackingDisk serve(String name, ManifestPlace place, long sizeBytes)
      throws IOException, InterruptedException;

  /// Serves a disk as the only one of a listener of its own, until `end`.
  ///
  /// @return its URI
  /// @throws io.tain.base.TainException `port.taken`, `file.exists`
  String serveAt(String name, ManifestPlace place, Listener listener)
      throws IOException, InterruptedException;

  /// Serves it no longer; what is not served, or whose process is gone, is no error.
  void end(String name) throws IOException, InterruptedException;

  /// What was read from the blob store for a disk; 0 when it is not served any more.
  long fetchedBytes(String name) throws IOException;

  /// True when nobody serves what has to be served.
  boolean areDown() throws IOException;

  /// Starts the process again if it ended although it had something to serve.
  void recover() throws IOException, InterruptedException;

  /// Where a disk of its own is offered.
  ///
  /// @param socket a Unix socket; else a port
  /// @param port on 127.0.0.1; 0 for any free one
  /// @param ownerPid process with whose end it is served no longer, without `end`
  record Listener(Optional<Path> socket, int port, Optional<Long> ownerPid) {}
}
