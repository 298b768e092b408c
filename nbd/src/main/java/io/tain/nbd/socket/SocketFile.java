package io.tain.nbd.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.SocketPaths;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// The file of a Unix socket. What lies there and is no socket of a server that is gone, it leaves.
///
/// @param key tells the file from one that others put in its place
record SocketFile(Path path, Object key) {
  private static final int TYPE_BITS = 0170000;
  private static final int TYPE_SOCKET = 0140000;
  private static final String BORN = "s";
  private static final String STALE = "stale";

  /// Binds in a directory that only this user may enter, so that nobody connects before the file's
  /// mode is set, and links the file from there to its place, which replaces nothing.
  ///
  /// @throws TainException `file.exists` if something else than a dead socket lies there
  static SocketFile bind(ServerSocketChannel channel, Path path, int backlog) throws IOException {
    requireFree(path);
    Path directory = requireDirectory(path);
    if (path.toString().getBytes(UTF_8).length > SocketPaths.MAX_BYTES) {
      throw new FileSystemException(path.toString(), null, "socket name too long");
    }
    Path room = Files.createTempDirectory(directory, ".tain-");
    try {
      Path born = room.resolve(BORN);
      bindShortened(channel, born, backlog);
      Files.setPosixFilePermissions(born, PosixFilePermissions.fromString("rw-------"));
      removeStale(path, room.resolve(STALE));
      link(path, born);
      return new SocketFile(path, key(path));
    } finally {
      Files.deleteIfExists(room.resolve(BORN));
      Files.deleteIfExists(room.resolve(STALE));
      Files.delete(room);
    }
  }

  /// Deletes it, unless it is another's by now.
  void delete() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && isSocket(path) && key(path).equals(key)) {
      Files.deleteIfExists(path);
    }
  }

  private static void bindShortened(ServerSocketChannel channel, Path born, int backlog)
      throws IOException {
    Path shortened = new SocketPaths().shorten(born);
    try {
      channel.bind(UnixDomainSocketAddress.of(shortened), backlog);
    } finally {
      if (!shortened.equals(born.toAbsolutePath().normalize())) {
        Files.deleteIfExists(Objects.requireNonNull(shortened.getParent()));
      }
    }
  }

  /// Moves it away first: what is looked at there is what is deleted, whoever else is at work.
  private static void removeStale(Path path, Path away) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.move(path, away, StandardCopyOption.ATOMIC_MOVE);
    if (!isSocket(away)) {
      Files.move(away, path);
      throw TainException.of(ErrorCode.FILE_EXISTS, "path", path);
    }
  }

  private static void link(Path path, Path born) throws IOException {
    try {
      Files.createLink(path, born);
    } catch (FileAlreadyExistsException e) {
      throw TainException.of(ErrorCode.FILE_EXISTS, "path", path).causedBy(e);
    }
  }

  private static void requireFree(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && (!isSocket(path) || answers(path))) {
      throw TainException.of(ErrorCode.FILE_EXISTS, "path", path);
    }
  }

  /// Binding says the same of all that is missing or forbidden, without a name.
  private static Path requireDirectory(Path path) throws IOException {
    Path directory = Objects.requireNonNull(path.toAbsolutePath().getParent());
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    if (!Files.isWritable(directory)) {
      throw new AccessDeniedException(directory.toString());
    }
    return directory;
  }

  private static boolean answers(Path path) {
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return probe.isConnected();
    } catch (ConnectException _) {
      return false; // Refused: the process that made the file is gone.
    } catch (IOException _) {
      return true; // Forbidden, or too busy: somebody may be there.
    }
  }

  private static boolean isSocket(Path path) throws IOException {
    var mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & TYPE_BITS) == TYPE_SOCKET;
  }

  private static Object key(Path path) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
  }
}
