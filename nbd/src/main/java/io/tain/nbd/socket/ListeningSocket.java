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
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;

/// A bound socket, and the file that it has in case of a Unix socket.
record ListeningSocket(ServerSocketChannel channel, Optional<Path> file) {
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

  /// Binds under a temporary name, so that nobody connects before the file's mode is set.
  /// The name is as long as the final one, whose length is all that the kernel may allow.
  static ListeningSocket onFile(Path file) throws IOException {
    if (answers(file)) {
      throw TainException.of(ErrorCode.FILE_EXISTS, "path", file);
    }
    requireDirectory(file);
    Path unborn = file.resolveSibling("." + file.getFileName().toString().substring(1));
    Files.deleteIfExists(unborn);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(unborn), BACKLOG);
      Files.setPosixFilePermissions(unborn, PosixFilePermissions.fromString("rw-------"));
      Files.move(unborn, file, StandardCopyOption.ATOMIC_MOVE);
      return new ListeningSocket(channel, Optional.of(file));
    } catch (SocketException e) {
      channel.close();
      throw (IOException)
          new FileSystemException(file.toString(), null, e.getMessage()).initCause(e);
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(unborn);
      throw e;
    }
  }

  int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  void close() throws IOException {
    channel.close();
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }

  /// Binding says the same of all that is missing or forbidden, without a name.
  private static void requireDirectory(Path file) throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    if (!Files.isWritable(directory)) {
      throw new AccessDeniedException(directory.toString());
    }
  }

  private static boolean answers(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    if (Files.isRegularFile(file) || Files.isDirectory(file)) {
      return true;
    }
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      return probe.isConnected();
    } catch (IOException _) {
      // Refused: the process that made the file is gone.
      return false;
    }
  }
}
