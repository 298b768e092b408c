package io.tain.nbd.socket;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/// A bound socket, and the file that it has in case of a Unix socket.
record ListeningSocket(ServerSocketChannel channel, Optional<SocketFile> file) {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 128;

  static ListeningSocket onLoopback(int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
      return new ListeningSocket(channel, Optional.empty());
    } catch (BindException e) {
      channel.close();
      throw TainException.of(
              ErrorCode.PORT_TAKEN, "port", port, "address", "127.0.0.1", "option", "--port")
          .causedBy(e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  static ListeningSocket onFile(Path file) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      return new ListeningSocket(channel, Optional.of(SocketFile.bind(channel, file, BACKLOG)));
    } catch (SocketException e) {
      channel.close();
      throw (IOException)
          new FileSystemException(file.toString(), null, e.getMessage()).initCause(e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  void close() throws IOException {
    channel.close();
    if (file.isPresent()) {
      file.get().delete();
    }
  }
}
