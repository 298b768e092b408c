package io.tain.base.local;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names for Unix sockets that the kernel takes, which are at most 107 bytes long.
///
/// A socket in a directory with a longer name is reached through a symbolic link to that
/// directory, in a directory that only this user may enter. The same socket gets the same name in
/// every process of the user.
public final class SocketPaths {
  /// The longest name that the kernel takes, in bytes, without its final zero.
  public static final int MAX_BYTES = 107;

  private static final int LINK_NAME_BYTES = 8;

  private final Path runtimeDirectory;

  /// Names for the user of this process, through `/tmp` where they are too long.
  public SocketPaths() {
    this(Path.of("/tmp", "tain-" + new com.sun.security.auth.module.UnixSystem().getUid()));
  }

  /// @param runtimeDirectory holds the links; made when needed, with mode 0700
  public SocketPaths(Path runtimeDirectory) {
    this.runtimeDirectory = runtimeDirectory;
  }

  /// A name of `socket` that can be bound and connected to; its directory exists.
  ///
  /// @throws TainException `file.forbidden` if another user made the directory of links
  public Path shorten(Path socket) throws IOException {
    Path absolute = socket.toAbsolutePath().normalize();
    Path directory = absolute.getParent();
    if (directory == null || lengthBytes(absolute) <= MAX_BYTES) {
      return absolute;
    }
    requireOwnDirectory();
    Path link = runtimeDirectory.resolve(digest(directory));
    try {
      Files.createSymbolicLink(link, directory);
    } catch (FileAlreadyExistsException _) {
      // The same directory was linked before: the name is a digest of it, the directory ours.
    }
    Path shortened = link.resolve(absolute.getFileName());
    if (lengthBytes(shortened) > MAX_BYTES) {
      throw TainException.of(
          ErrorCode.FILE_FAILED, "path", socket, "reason", "socket name too long");
    }
    return shortened;
  }

  private void requireOwnDirectory() throws IOException {
    var ownerOnly = PosixFilePermissions.fromString("rwx------");
    try {
      Files.createDirectory(runtimeDirectory, PosixFilePermissions.asFileAttribute(ownerOnly));
    } catch (FileAlreadyExistsException _) {
      // Checked below, whoever made it.
    }
    var attributes =
        Files.readAttributes(
            runtimeDirectory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    boolean own =
        Files.getAttribute(runtimeDirectory, "unix:uid", LinkOption.NOFOLLOW_LINKS)
            .equals((int) new com.sun.security.auth.module.UnixSystem().getUid());
    if (!own || !attributes.isDirectory() || !attributes.permissions().equals(ownerOnly)) {
      throw TainException.of(ErrorCode.FILE_FORBIDDEN, "path", runtimeDirectory);
    }
  }

  private static String digest(Path directory) {
    try {
      byte[] name = directory.toString().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(name);
      return HexFormat.of().formatHex(hash, 0, LINK_NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int lengthBytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
