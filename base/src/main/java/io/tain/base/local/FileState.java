package io.tain.base.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.UUID;

/// Which file a path leads to, and what tells that it was written meanwhile.
///
/// Two processes that find the same state under a path see the same file of the same machine.
///
/// @param device number of the file system
/// @param inode number of the file in it
/// @param modifiedAt as the file system keeps it, in ISO 8601
public record FileState(long device, long inode, long sizeBytes, String modifiedAt) {
  /// The state of a file now.
  ///
  /// @throws IOException if there is none, or it may not be looked at
  public static FileState of(Path file) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileState(
        number(file, "unix:dev"),
        number(file, "unix:ino"),
        facts.size(),
        facts.lastModifiedTime().toString());
  }

  /// A name for the file under this path: the same whatever is written to it.
  ///
  /// It does not give the path away.
  ///
  /// @param realPath of the file that has this state
  public String nameOf(Path realPath) {
    String text = "%s %d %d".formatted(realPath, device, inode);
    return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
  }

  private static long number(Path file, String attribute) throws IOException {
    return (Long) Objects.requireNonNull(Files.getAttribute(file, attribute));
  }
}
