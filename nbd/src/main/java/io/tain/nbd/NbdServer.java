package io.tain.nbd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Serves exports to NBD clients; exports come and go while it runs.
///
/// Safe for concurrent use.
public interface NbdServer extends AutoCloseable {
  /// Accepts clients on 127.0.0.1.
  ///
  /// @param port 0 for a free one
  /// @return the port that was bound
  /// @throws io.tain.base.TainException `port.taken` if somebody listens there
  int listenOnLoopback(int port) throws IOException;

  /// Accepts clients on a Unix socket that only this user may open.
  ///
  /// A socket file that nobody answers any more is replaced.
  ///
  /// @param socket at most 107 bytes long; [io.tain.base.local.SocketPaths] shortens others
  /// @throws io.tain.base.TainException `file.exists` if somebody listens there
  void listenOn(Path socket) throws IOException;

  /// Offers a disk from now on.
  ///
  /// @throws IllegalStateException if there is an export of that name
  void add(Export export);

  /// Withdraws an export and cuts its clients off.
  ///
  /// On return no read of its disk is under way, so that the disk can be closed.
  ///
  /// @return false if there was none
  /// @throws InterruptedException while reads were under way; the export is withdrawn all the same
  boolean remove(String exportName) throws InterruptedException;

  /// What is offered, in the order of names.
  List<ExportUse> exports();

  /// What was done since the server was made.
  NbdCounts counts();

  /// Ends every connection and stops listening; on return no disk is read any more.
  @Override
  void close() throws IOException;
}
